import { annotation } from './annotation/index.ts';
import { common } from './common/index.ts';
import { kiosk } from './kiosk/index.ts';
import { device } from './device/index.ts';
import { error } from './error/index.ts';
import { notice } from './notice/index.ts';
import { signal } from './signal/index.ts';
import { booking } from './booking/index.ts';
import { card } from './card/index.ts';
import { clerk } from './clerk/index.ts';
import { form } from './form/index.ts';
import { template } from './template/index.ts';
import { admin } from './admin/index.ts';
import { drawn } from './drawn/index.ts';
import { door } from './door/index.ts';
import { enrol } from './enrol/index.ts';
import { enrolment } from './enrolment/index.ts';
import { people } from './people/index.ts';
import { paper } from './paper/index.ts';
import { reading } from './reading/index.ts';
import { save } from './save/index.ts';
import { seal } from './seal/index.ts';
import { transfer } from './transfer/index.ts';
import { editor } from './editor/index.ts';
import { templates } from './templates/index.ts';

/** Every namespace in every language. Adding one here makes its keys known to `text()`. */
export const namespaces = {
  annotation,
  common,
  kiosk,
  device,
  error,
  notice,
  signal,
  clerk,
  form,
  template,
  paper,
  drawn,
  reading,
  card,
  save,
  seal,
  admin,
  door,
  transfer,
  booking,
  people,
  enrolment,
  enrol,
  editor,
  templates,
};
