import { z } from 'zod';

/**
 * What stands on the papers that have no template. All of it is for one citizen's sitting and is printed at once; nothing of it goes into
 * a QR code but the ticket.
 */
const Line = z
  .string()
  .min(1)
  .max(120)
  .refine((text) => !text.includes('\n'), 'one line');
const Text = z.string().min(1).max(1000);

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
        where: Line,
        /** Until when, in words. */
        until: Line.optional(),
        papers: z.array(Line).max(20).default([]),
        remark: Text.optional(),
      }),
    )
    .min(1)
    .max(40),
  contact: Line,
  ticket: TicketId.optional(),
});
export type Guide = z.input<typeof Guide>;

/** 受付票: the number with which somebody waits. */
export const Ticket = z.strictObject({
  ...Issuer,
  desk: Line,
  /** As it is called out. */
  number: z.string().regex(/^[A-Z]?\d{1,4}$/),
  time: Line,
  remark: Text.optional(),
  ticket: TicketId,
});
export type Ticket = z.input<typeof Ticket>;

/** メモ: what a clerk writes down for the citizen. */
export const Memo = z.strictObject({
  ...Issuer,
  text: z.string().min(1).max(4000),
  contact: Line,
});
export type Memo = z.input<typeof Memo>;

/** 預り証: papers that the office keeps for a while. */
export const DepositReceipt = z.strictObject({
  ...Issuer,
  holder: Line,
  items: z
    .array(z.strictObject({ name: Line, count: z.int().positive().max(999), remark: Line.optional() }))
    .min(1)
    .max(100),
  reason: Text,
  /** When they come back, in words. */
  returned: Line,
  contact: Line,
  ticket: TicketId,
});
export type DepositReceipt = z.input<typeof DepositReceipt>;
