import type { Form } from '../layout.ts';
import { accountTransfer } from './account-transfer.ts';
import { careRenewal } from './care-renewal.ts';
import { disabilitySubsidy } from './disability-subsidy.ts';
import { funeralBenefit } from './funeral-benefit.ts';
import { healthInsurance } from './health-insurance.ts';
import { heirRepresentative } from './heir-representative.ts';
import { lateStageInsurance } from './late-stage-insurance.ts';
import { medicalSubsidy } from './medical-subsidy.ts';
import { movingIn, movingOut } from './moving.ts';
import { nurseryPlace } from './nursery-place.ts';
import { pensionConsultation } from './pension-consultation.ts';
import { planViewing } from './plan-viewing.ts';
import { waterworksRenewal } from './waterworks-renewal.ts';

/** The sample city's forms, all drawn for this project. */
export const forms: readonly Form[] = [
  pensionConsultation,
  lateStageInsurance,
  accountTransfer,
  heirRepresentative,
  funeralBenefit,
  disabilitySubsidy,
  medicalSubsidy,
  movingOut,
  movingIn,
  healthInsurance,
  careRenewal,
  nurseryPlace,
  planViewing,
  waterworksRenewal,
];
