import { describe, expect, it } from '@jest/globals';
import type { CommonFieldView } from '../../contract/index.ts';
import { EMPTY_DRAFT, leave, type as typeInto } from './draft.ts';
import { CommandId } from '@mado/signaling';
import { cardFinding, certainOf, type Finding, foundValues, groupOf, groupsOf } from './finding.ts';

const field = (
  key: string,
  group: string,
  item: CommonFieldView['item'],
  over: Partial<CommonFieldView> = {},
): CommonFieldView => ({
  key,
  label: key,
  group,
  type: 'text',
  choices: [],
  required: false,
  help: '',
  maxLength: 60,
  looksUp: false,
  item,
  ...over,
});
const FIELDS = [
  field('deceased.name', '亡くなった方', 'name'),
  field('deceased.birthDate', '亡くなった方', 'birth-date', { type: 'date' }),
  field('applicant.name', '届出をする方', 'name'),
  field('applicant.sex', '届出をする方', 'sex', { type: 'choice', choices: [{ value: 'female', label: '女' }] }),
  field('bank.number', '振込先', 'account-number', { type: 'number' }),
];
const item = (name: Finding['items'][number]['item'], text: string, certain = true) => ({
  item: name,
  text,
  confidence: 90,
  certain,
});
const page: Finding = {
  id: 'page',
  origin: 'ocr',
  title: '資格喪失証明書',
  items: [item('name', '窓野　花子'), item('birth-date', '昭和45年11月3日'), item('account-number', '1234567', false)],
  answers: {},
  group: null,
};

describe('what a card says', () => {
  it('is certain, of one person, and has no sex where the card says none', () => {
    const commandId = CommandId.parse('6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c');
    const items = { name: '窓野　花子', address: '窓野市中央通', birthDate: '1944-05-12', sex: '女' } as const;
    const card = cardFinding({ commandId, items }, 'マイナンバーカード');
    // Of whoever is here, and not of who died; the clerk may still say otherwise.
    const died = field('deceased.deathDate', '亡くなった方', 'death-date', { type: 'date' });
    expect(groupOf(card, FIELDS)).toBe('亡くなった方');
    expect(certainOf(card, [died, ...FIELDS], EMPTY_DRAFT)).toEqual([
      {
        finding: commandId,
        origin: 'card',
        field: 'applicant.name',
        text: '窓野　花子',
        confidence: null,
        certain: true,
      },
      { finding: commandId, origin: 'card', field: 'applicant.sex', text: 'female', confidence: null, certain: true },
    ]);
    expect(foundValues([{ ...card, group: '亡くなった方' }], FIELDS, {}).get('deceased.birthDate')?.[0]?.text).toBe(
      '1944-05-12',
    );
    const without = cardFinding({ commandId, items: { ...items, sex: null } }, 'マイナンバーカード');
    expect(without.items.map(({ item: said }) => said)).toEqual(['name', 'address', 'birth-date']);
  });
});

describe('what a paper says', () => {
  it('is offered to the person that the clerk says it is of, the first one at first', () => {
    expect(groupsOf(page, FIELDS)).toEqual(['亡くなった方', '届出をする方']);
    expect([...foundValues([page], FIELDS, {}).keys()]).toEqual(['deceased.name', 'deceased.birthDate', 'bank.number']);
    const hers = { ...page, group: '届出をする方' };
    expect(groupOf(hers, FIELDS)).toBe('届出をする方');
    expect([...foundValues([hers], FIELDS, {}).keys()]).toEqual(['applicant.name', 'bank.number']);
  });

  it('comes as the field keeps it: a day, the value of a choice', () => {
    const hers = { ...page, group: '届出をする方', items: [item('name', '花子'), item('sex', '女')] };
    expect(foundValues([page], FIELDS, {}).get('deceased.birthDate')?.[0]?.text).toBe('1970-11-03');
    expect(foundValues([hers], FIELDS, {}).get('applicant.sex')?.[0]?.text).toBe('female');
    const other = { ...hers, items: [item('name', '花子'), item('sex', '男')] };
    expect(foundValues([other], FIELDS, {}).has('applicant.sex')).toBe(false);
  });

  it('is offered once, and not where it stands already', () => {
    const found = foundValues([page, { ...page, id: 'again' }], FIELDS, { 'deceased.name': '窓野　花子' });
    expect(found.has('deceased.name')).toBe(false);
    expect(found.get('deceased.birthDate')).toHaveLength(1);
  });

  it('is taken together only where it is certain and nothing stands', () => {
    const taken = (draft = EMPTY_DRAFT) => certainOf(page, FIELDS, draft).map((each) => each.field);
    expect(taken()).toEqual(['deceased.name', 'deceased.birthDate']);
    expect(taken(leave(typeInto(EMPTY_DRAFT, 'deceased.name', '髙橋')))).toEqual(['deceased.birthDate']);
  });

  it('may be answers for the very fields, of whichever group', () => {
    const answers = { 'applicant.name': '窓野　太郎', 'deceased.birthDate': 'S45.11.3', unknown: 'x' };
    const booking: Finding = { id: 'booking', origin: 'booking', title: '', items: [], answers, group: null };
    const found = foundValues([booking], FIELDS, {});
    expect([...found.keys()]).toEqual(['deceased.birthDate', 'applicant.name']);
    expect(found.get('applicant.name')?.[0]).toEqual({
      finding: 'booking',
      origin: 'booking',
      text: '窓野　太郎',
      confidence: null,
      certain: true,
    });
  });
});
