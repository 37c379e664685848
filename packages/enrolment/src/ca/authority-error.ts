const WORDS = {
  'bad-city-id': 'the identifier of a city has small letters, digits and -, at most 64',
  'short-passphrase': 'the passphrase is too short: 12 letters at least',
  exists: 'there is an authority already',
  missing: 'there is no authority here: begin with init',
  damaged: 'this is not what mado-ca wrote, or it was changed: go back to a copy that you trust',
  'wrong-passphrase': 'the passphrase does not open this authority',
  'id-in-use':
    'this device has a certificate for another key. If it was set up anew, approve with --replace; if not, somebody else takes its name',
  'unknown-device': 'no certificate in force for this device',
} as const;

/** What the authority does not do, and why. The message is for the operator and says what to do. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  readonly reason: keyof typeof WORDS;
  constructor(reason: keyof typeof WORDS, about: string) {
    super(`${about}: ${WORDS[reason]}`);
    this.reason = reason;
  }
}
