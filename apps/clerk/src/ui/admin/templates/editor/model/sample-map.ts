import type { TemplateMap } from '@mado/forms/map';

const size = { max: 11, min: 7 };

/** An invented map with an item of every kind, for tests and the gallery. */
export const SAMPLE_MAP: TemplateMap = {
  format: 4,
  id: 'sample',
  version: 1,
  title: '見本の申請書',
  department: '市民登録課',
  procedures: [],
  pdf: { file: 'form.pdf', sha256: '0'.repeat(64) },
  fields: [
    {
      ...{ kind: 'text', id: 'name', page: 0, value: 'applicant.name', size, align: 'left', lines: 1 },
      box: { x: 100, y: 100, width: 200, height: 20 },
    },
    {
      ...{ kind: 'comb', id: 'postal-code', page: 0, value: 'applicant.postalCode', size, align: 'left' },
      groups: [
        { box: { x: 100, y: 140, width: 36, height: 12 }, cells: 3 },
        { box: { x: 150, y: 140, width: 48, height: 12 }, cells: 4 },
      ],
    },
    {
      ...{ kind: 'era-date', id: 'birth', page: 0, value: 'applicant.birthDate', size },
      era: {
        kind: 'circle',
        marks: { showa: { x: 90, y: 170, width: 22, height: 10 }, heisei: { x: 120, y: 170, width: 22, height: 10 } },
      },
      year: { x: 150, y: 168, width: 24, height: 14 },
      month: { x: 190, y: 168, width: 24, height: 14 },
      day: { x: 230, y: 168, width: 24, height: 14 },
    },
    {
      ...{ kind: 'western-date', id: 'date', page: 0, value: 'application.date', size },
      year: { x: 400, y: 60, width: 36, height: 14 },
      month: { x: 450, y: 60, width: 24, height: 14 },
      day: { x: 490, y: 60, width: 24, height: 14 },
    },
    {
      ...{ kind: 'choice', id: 'sex', page: 0, value: 'applicant.sex', mark: 'ring' },
      marks: { male: { x: 320, y: 100, width: 16, height: 16 }, female: { x: 350, y: 100, width: 16, height: 16 } },
    },
    {
      ...{ kind: 'check', id: 'agreed', page: 0, value: 'applicant.name' },
      box: { x: 60, y: 300, width: 9, height: 9 },
    },
    {
      ...{ kind: 'table', id: 'family', page: 0, value: 'family.list', y: 400, rowHeight: 20, rows: 4, size },
      columns: [
        { x: 60, width: 200, lines: 1 },
        { x: 260, width: 200, lines: 2 },
      ],
      continuation: { page: 1, y: 80, rowHeight: 20, rows: 20 },
    },
    {
      ...{ kind: 'stamp', id: 'received', page: 0, value: 'application.date', above: '窓野市', below: '受付' },
      box: { x: 480, y: 700, width: 60, height: 60 },
    },
    { ...{ kind: 'page-number', id: 'page', page: 0, size }, box: { x: 280, y: 800, width: 40, height: 14 } },
  ],
  required: ['applicant.name'],
  byHand: [{ label: '署名', page: 0, box: { x: 300, y: 600, width: 200, height: 30 } }],
};

/** Two sheets of A4. */
export const SAMPLE_PAGES = [
  { width: 595, height: 842 },
  { width: 595, height: 842 },
] as const;
