import { DeskOutlook, DevicesView, PersonEntry, UploadOutcome } from '@mado/signaling/wire';
import type { AdminPorts } from '../admin/ports.ts';
import type { TemplateRow, TemplatesPort } from '../admin/templates/port.ts';
import type { ClerkState } from '../state/clerk-state.ts';
import type { CallSample } from './call-sample.ts';
import { base, desks, NOW } from './desk-samples.ts';
import { inside } from './door-samples.ts';

const never = () => new Promise<never>(() => undefined);
const DAY_BEFORE = 24 * 3600 * 1000;
const templateRow = (over: Partial<TemplateRow> & Pick<TemplateRow, 'id' | 'title' | 'department'>): TemplateRow => ({
  ...{ published: null, draft: null, installed: true },
  ...over,
});
const published = (version: number, note: string) => ({
  ...{
    version,
    note,
    hash: `${version}f3a9c21`.repeat(8).slice(0, 64),
    at: NOW - (4 - version) * DAY_BEFORE,
    by: '髙橋',
  },
});
const rows: readonly TemplateRow[] = [
  templateRow({
    ...{ id: 'funeral-benefit', title: '葬祭費支給申請書', department: '健康保険課' },
    ...{ published: published(3, ''), draft: { revision: 4, at: NOW - 600_000, by: '髙橋' } },
  }),
  templateRow({ id: 'health-insurance', title: '国民健康保険被保険者資格取得届', department: '健康保険課' }),
  templateRow({
    id: 'moving-in',
    title: '住民異動届（転入）',
    department: '市民登録課',
    published: published(1, '設置時のまま'),
  }),
  templateRow({
    ...{ id: 'form-1', title: '粗大ごみ処理手数料減免申請書', department: '環境課', installed: false },
    draft: { revision: 1, at: NOW - 60_000, by: '伊藤' },
  }),
];
const noTemplates: TemplatesPort = {
  list: () => Promise.resolve(rows),
  history: () => Promise.resolve([published(3, ''), published(2, '令和9年度の様式'), published(1, '設置時のまま')]),
  draft: () => ({ open: never, save: never, publish: never }),
  workbench: { inspect: never, preview: never, check: never },
  create: never,
  rollBack: never,
  discard: never,
};

const person = (over: Record<string, unknown>) =>
  PersonEntry.parse({
    department: '市民登録課',
    roles: ['clerk'],
    desks: ['okuyami'],
    disabled: false,
    ready: true,
    subject: null,
    ...over,
  });
const admin = person({
  ...{ id: 'p-suzuki', login: 'suzuki', name: '鈴木', department: '情報企画課' },
  ...{ roles: ['it-administrator'], desks: [] },
});
const everybody = [
  person({ id: 'p-sato', login: 'sato', name: '佐藤' }),
  admin,
  person({
    ...{ id: 'p-takahashi', login: 'takahashi', name: '髙橋', department: '健康保険課', ready: false },
    ...{ roles: ['clerk', 'department-administrator'], desks: ['hoken', 'okuyami'] },
  }),
  person({ id: 'p-tanaka', login: 'tanaka.h', name: '田中', department: '納税課', disabled: true }),
];
const outlook = desks.map(({ id, name, department }) =>
  DeskOutlook.parse({ id, name, department, clerksReady: 1, waiting: 0, waitForecastMs: null }),
);
const CODE = 'ABCD-EF2G-HI3J-KL4M';
const DAY = 24 * 3600 * 1000;
const device = (deviceId: string, name: string, condition: string, days: number, connected = false) => ({
  ...{ deviceId, name, condition, connected, role: deviceId.startsWith('kiosk') ? 'kiosk' : 'clerk' },
  notAfter: NOW + days * DAY,
});
const fleet = DevicesView.parse({
  devices: [
    device('clerk-shimin-1', '市民登録課 1番', 'in-force', 600, true),
    device('clerk-hoken-2', '健康保険課 2番', 'expired', -3),
    device('kiosk-bus', '移動窓口バス', 'expiring', 20, true),
    device('kiosk-higashi', '東公民館', 'revoked', 300),
  ],
  waiting: [
    {
      ...{ keyHash: new Uint8Array(32), deviceId: 'kiosk-kita', role: 'kiosk', name: '北公民館', text: '' },
      ...{ fingerprint: '04821 77310 55902 18846 30075 92617', receivedAt: NOW - 600_000 },
    },
  ],
  authority: { cityId: 'madono', fingerprint: '61204 90817 33451 20098 47716 05538' },
  revocationNumber: 3,
  serverTime: NOW,
});
const signed = UploadOutcome.parse({
  certificates: ['kiosk-bus'],
  revocationNumber: 4,
  faults: ['untrusted', 'unreadable'],
});
/** Hands the page a file as a person's choice does. */
const chooseFile = () => {
  const input = document.querySelector<HTMLInputElement>('[data-upload="signed"]');
  if (input === null) return;
  const chosen = new DataTransfer();
  chosen.items.add(new File(['-----'], 'signed.txt', { type: 'text/plain' }));
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};
const nothingYet = { ...fleet, devices: [], waiting: [], revocationNumber: null };

/** Invented answers for every port; nothing is done. */
export const samplePorts: AdminPorts = {
  people: {
    list: () => Promise.resolve(everybody),
    desks: () => Promise.resolve(outlook),
    create: never,
    change: never,
    reset: () => Promise.resolve(CODE),
  },
  devices: {
    view: () => Promise.resolve(fleet),
    code: () => Promise.resolve({ code: 'K7QD-2MHX-9RTF', expiresAt: NOW + 1_800_000 }),
    decline: () => Promise.resolve(),
    upload: () => Promise.resolve(signed),
  },
  templates: noTemplates,
};

const people: ClerkState = {
  ...base,
  person: inside(
    { provider: true },
    { ...{ id: 'p-suzuki', login: 'suzuki', name: '鈴木' }, roles: ['it-administrator'], desks: [] },
  ),
  stage: { name: 'admin', section: 'people' },
};
const devices: ClerkState = { ...people, stage: { name: 'admin', section: 'devices' } };
const templates: ClerkState = { ...people, stage: { name: 'admin', section: 'templates' } };
const withTemplates = (port: Partial<TemplatesPort>): Pick<CallSample, 'ports'> => ({
  ports: { ...samplePorts, templates: { ...noTemplates, ...port } },
});
const withDevices = (port: Partial<AdminPorts['devices']>): Pick<CallSample, 'ports'> => ({
  ports: { ...samplePorts, devices: { ...samplePorts.devices, ...port } },
});
const withPeople = (port: Partial<AdminPorts['people']>): Pick<CallSample, 'ports'> => ({
  ports: { ...samplePorts, people: { ...samplePorts.people, ...port } },
});
const NEW = '.admin-head .mado-button--primary';
const THIRD = '[data-login="takahashi"] .mado-button';
const RESET = '.admin-form__buttons .mado-button:nth-child(1)';
const DISABLE = '.admin-form__buttons .mado-button:nth-child(2)';
const SAVE = '.admin-form__buttons [type="submit"]';
const HISTORY = '[data-template="funeral-benefit"] .mado-button:nth-child(2)';
const DISCARD = '[data-template="funeral-benefit"] .mado-button:nth-child(3)';
const ROLL_BACK = 'tr:nth-child(2) .mado-button';
const DO = 'dialog .mado-button--danger';

/** Every section of the administration, and what of it has a look of its own. */
export const adminSamples: Readonly<Record<string, Omit<CallSample, 'view'>>> = {
  'admin-people': { state: people },
  'admin-people-missing': { state: people, clicks: [NEW, SAVE] },
  'admin-people-code': { state: people, clicks: [THIRD, RESET, DO] },
  'admin-people-loading': { state: people, once: true, ...withPeople({ list: never }) },
  'admin-people-failed': {
    state: people,
    once: true,
    ...withPeople({ list: () => new Promise((_, fail) => setTimeout(fail, 0, new Error('invented'))) }),
  },
  'admin-people-alone': { state: people, once: true, ...withPeople({ list: () => Promise.resolve([admin]) }) },
  'admin-devices': { state: devices },
  'admin-devices-code': { state: devices, once: true, clicks: [NEW] },
  'admin-devices-taken': { state: devices, once: true, clicks: ['.admin-table', chooseFile, '.admin-taken'] },
  'admin-devices-decline': { state: devices, once: true, clicks: ['[data-request="kiosk-kita"] .mado-button'] },
  'admin-devices-none': { state: devices, once: true, ...withDevices({ view: () => Promise.resolve(nothingYet) }) },
  'admin-devices-failed': {
    state: devices,
    once: true,
    ...withDevices({ view: () => new Promise((_, fail) => setTimeout(fail, 0, new Error('invented'))) }),
  },
  'admin-templates': { state: templates },
  'admin-templates-new': { state: templates, clicks: [NEW] },
  'admin-templates-history': { state: templates, clicks: [HISTORY] },
  'admin-templates-back': { state: templates, once: true, clicks: [HISTORY, ROLL_BACK] },
  'admin-templates-discard': { state: templates, once: true, clicks: [DISCARD] },
  'admin-templates-none': { state: templates, once: true, ...withTemplates({ list: () => Promise.resolve([]) }) },
  'admin-templates-failed': {
    state: templates,
    once: true,
    ...withTemplates({ list: () => new Promise((_, fail) => setTimeout(fail, 0, new Error('invented'))) }),
  },
  'admin-people-disable': { state: people, once: true, clicks: [THIRD, DISABLE] },
};
