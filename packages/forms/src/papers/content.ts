import { z } from 'zod';

/**
 * What stands on the papers that have no template. All of it is for one citizen's sitting and is printed at once; nothing of it goes into
 * a QR code but the ticket.
 */
const Line = z
  .string()
  .min(1)
  .max(2000)
  .refine((text) => !text.includes('\n'), 'one line');
const Text = z.string().min(1).max(2000);

/** Most rows of a list; a city's steps and what a counter takes in are far fewer. */
export const MAX_ROWS = 100;

/** A ticket's id as the server gives it: letters, digits and hyphens that say nothing about the person. */
export const TicketId = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{2,38})[A-Za-z0-9]$/);

const Issuer = {
  city: Line,
  department: Line,
  /** The day as it is printed. */
  date: Line,
};

/** 手続案内書: what is to be done, where and with which papers. */
export const Guide = z.strictObject({
  ...Issuer,
  procedure: Line,
  steps: z
    .array(
      z.strictObject({
        what: Line,
        where: Line.optional(),
        /** Until when, in words. */
        until: Line.optional(),
        papers: z.array(Line).max(MAX_ROWS).default([]),
        remark: Text.optional(),
      }),
    )
    .max(MAX_ROWS),
  contact: Line.optional(),
  ticket: TicketId.optional(),
});
export type Guide = z.input<typeof Guide>;

/** 受付票: the number with which somebody waits. */
export const Ticket = z.strictObject({
  ...Issuer,
  desk: Line,
  /** As it is called out; absent: written by hand. */
  number: z
    .string()
    .regex(/^[A-Z]?\d{1,4}$/)
    .optional(),
  time: Line.optional(),
  remark: Text.optional(),
  ticket: TicketId.optional(),
});
export type Ticket = z.input<typeof Ticket>;

/** メモ: what a clerk writes down for the citizen. */
export const Memo = z.strictObject({
  ...Issuer,
  text: z.string().max(4000),
  contact: Line.optional(),
});
export type Memo = z.input<typeof Memo>;

/** 預り証: papers that the office keeps for a while. */
export const DepositReceipt = z.strictObject({
  ...Issuer,
  holder: Line,
  items: z
    .array(z.strictObject({ name: Line, /** In words: 2, 2通. */ count: Line.optional(), remark: Line.optional() }))
    .max(MAX_ROWS),
  reason: Text.optional(),
  /** When they come back, in words. */
  returned: Line.optional(),
  contact: Line.optional(),
  ticket: TicketId.optional(),
});
export type DepositReceipt = z.input<typeof DepositReceipt>;
