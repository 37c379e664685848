import { methods } from '@mado/signaling/wire';
import { CLERK, route } from '../wire/route.ts';
import { byLine, type People } from './people.ts';

/** Methods of the door and of the administration of people. Who may call the latter is in `rights.ts`. */
export function peopleRoutes(people: People) {
  const { door, sessions } = people;
  return {
    'person.logIn': route(methods['person.logIn'], CLERK, async (line, { login, password }) => ({
      next: await door.logIn(line, login, password),
    })),
    'person.confirm': route(methods['person.confirm'], CLERK, (line, { code }) => ({
      next: door.confirm(line, code),
    })),
    'person.choosePassword': route(methods['person.choosePassword'], CLERK, async (line, { password }) => ({
      next: await door.choosePassword(line, password),
    })),
    'person.confirmFactor': route(methods['person.confirmFactor'], CLERK, (line, { code }) => ({
      next: door.confirmFactor(line, code),
    })),
    'person.provider': route(methods['person.provider'], CLERK, async (line, { tongue }) => ({
      next: await door.throughProvider(line, tongue),
    })),
    'person.number': route(methods['person.number'], CLERK, (line, { code }) => ({ next: door.number(line, code) })),
    'person.lock': route(methods['person.lock'], CLERK, (line) => {
      sessions.lock(line.device.id);
      return { state: people.stateAt(line.device) };
    }),
    'person.unlock': route(methods['person.unlock'], CLERK, async (line, { password }) => ({
      next: await door.unlock(line, password),
    })),
    'person.touch': route(methods['person.touch'], CLERK, (line) => {
      if (sessions.shownAt(line.device.id)) sessions.touch(line.device.id);
      return { state: people.stateAt(line.device) };
    }),
    'person.logOut': route(methods['person.logOut'], CLERK, (line) => {
      if (sessions.shownAt(line.device.id)) people.logOut(line);
      return { state: people.stateAt(line.device) };
    }),
    'people.list': route(methods['people.list'], CLERK, () => ({ people: people.list() })),
    'people.create': route(methods['people.create'], CLERK, (line, wanted) => people.create(byLine(line), wanted)),
    'people.change': route(methods['people.change'], CLERK, (line, wanted) => ({
      person: people.change(byLine(line), wanted),
    })),
    'people.reset': route(methods['people.reset'], CLERK, (line, { id }) => people.reset(byLine(line), id)),
  };
}
