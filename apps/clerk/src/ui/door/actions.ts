/** What can be pressed on the way in, and at the lock. */
export interface DoorActions {
  readonly logIn: (login: string, password: string) => void;
  readonly confirm: (code: string) => void;
  readonly recovery: (on: boolean) => void;
  readonly choosePassword: (password: string, again: string) => void;
  readonly confirmFactor: (code: string) => void;
  /** On to the city's provider. */
  readonly provider: () => void;
  /** @param code the number that the browser shows */
  readonly number: (code: string) => void;
  readonly restart: () => void;
  /** The recovery codes are kept. */
  readonly kept: () => void;
  readonly lock: () => void;
  readonly unlock: (password: string) => void;
  readonly logOut: () => void;
}
