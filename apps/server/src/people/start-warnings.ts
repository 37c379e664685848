/**
 * What whoever operates the server has to know of its people when it starts, a sentence each.
 * `anybody`: whether somebody is registered.
 */
export function startWarnings(logIn: boolean, anybody: boolean): string[] {
  if (!logIn) {
    return [
      'people.logIn is off: whoever sits at a clerk’s device sees its citizens, nobody proves who they are, and there is no administration; for trials only',
    ];
  }
  if (anybody) return [];
  return [
    'nobody is registered, so that nobody can log in; make the first administrator, with this configuration as FILE: ' +
      'node src/people-main.ts create-admin --config FILE --login NAME --name NAME [--desk ID]',
  ];
}
