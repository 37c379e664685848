import type { ClerkActions } from '../screens/clerk-screen.tsx';
import type { Clerk } from './clerk.ts';

/** Every press on the screen and what it sets going. */
export function clerkActions(clerk: Clerk): ClerkActions {
  const { call, capture, door, preferences, transfer } = clerk;
  const { form } = call;
  return {
    desk: {
      select: (sessionId) => clerk.dispatch({ type: 'select', sessionId }),
      admit: () => void clerk.admit(),
      look: (sessionId) => void clerk.look.ask(sessionId),
      dismissAdmission: () => clerk.dispatch({ type: 'admission.dismissed' }),
      retryMedia: () => void capture.open(),
      accept: (offer) => void clerk.accept(offer),
      decline: (offer) => clerk.decline(offer),
      dismissLeft: () => clerk.dispatch({ type: 'left.dismissed' }),
      retryErasure: () => clerk.eraseLeft(),
    },
    call: {
      tab: (tab) => clerk.dispatch({ type: 'tab', tab }),
      scan: (choice) => call.scan(choice),
      readCard: () => call.readCard(),
      print: (documentId, copies) => call.print(documentId, copies),
      addFiles: (files) => call.files.add(files),
      dropFile: (note) => call.dropFile(note),
      removePaper: (documentId) => call.removePaper(documentId),
      stage: (paper) => call.stage(paper),
      annotate: (paper, order) => call.annotate(paper, order),
      point: (at) => call.point(at),
      stop: (job) => call.stop(job),
      phrase: (notice) => call.phrase(notice),
      volume: (level) => call.volume(level),
      acknowledge: (key) => {
        call.acknowledge(key);
        clerk.dispatch({ type: 'signal.seen', key });
      },
      end: (answer) => {
        if (answer === 'end') void clerk.finish();
        else clerk.dispatch({ type: 'end', ending: answer === 'ask' ? 'question' : 'no' });
      },
      playSound: () => call.playSound(),
      choosePapers: (ids) => form.choose(ids),
      openChoice: (open) => form.openChoice(open),
      showPaper: (id) => form.show(id),
      type: (field, value) => form.type(field, value),
      visitField: (field) => form.visitField(field),
      takeOffer: (index) => form.takeOffer(index),
      dismissOffer: () => form.dismissOffer(),
      leaveField: () => form.leaveField(),
      undo: (field) => form.undo(field),
      readPage: (page) => call.reading.start(page),
      dropReading: () => call.reading.dismiss(),
      takeFound: (field, value) => form.takeFound(field, value),
      takeCertain: (finding) => form.takeCertain(finding),
      chooseGroup: (finding, group) => form.chooseGroup(finding, group),
      dropFinding: (finding) => form.dropFinding(finding),
      printForm: (scope, copies) => void form.print(scope, copies),
      layForm: (scope) => void form.lay(scope),
      saveForm: (scope) => void form.save(scope),
    },
    door: {
      logIn: (login, password) => void door.logIn(login, password),
      confirm: (code) => void door.confirm(code),
      recovery: (on) => door.dispatch({ type: 'recovery', on }),
      choosePassword: (password, again) => void door.choosePassword(password, again),
      confirmFactor: (code) => void door.confirmFactor(code),
      provider: () => void door.provider(preferences.getSnapshot().display.language),
      number: (code) => void door.number(code),
      restart: () => door.dispatch({ type: 'restart' }),
      kept: () => door.dispatch({ type: 'kept' }),
      lock: () => void door.lock(),
      unlock: (password) => void door.unlock(password),
      logOut: () => void door.logOut(),
    },
    transfer: {
      choosing: (on) => transfer.choosing(on),
      offer: (deskId, way, memo) => transfer.offer(deskId, way, memo),
      withdraw: () => void transfer.withdraw(),
      complete: () => void transfer.complete(),
      keep: () => void transfer.keep(),
      depart: () => void transfer.depart(),
      remove: (participantId, sessionId) => void transfer.remove(participantId, sessionId),
      sendOn: (sessionId, deskId) => transfer.sendOn(sessionId, deskId),
    },
    backToDesk: () => clerk.backToDesk(),
    admin: (section) => clerk.dispatch({ type: 'admin', section }),
    leaveAdmin: () => clerk.dispatch({ type: 'desk.back' }),
    retryErasure: () => clerk.eraseAgain(),
    // A page that starts anew is the cleanest way into a place that another window has taken.
    connectAgain: () => location.reload(),
    faceElement: (who, element) => call.faces.setElement(who, element),
    soundHeld: () => call.soundHeld(),
    changeDisplay: (display) => preferences.change({ display }),
    changeCharacterKeys: (characterKeys) => preferences.change({ characterKeys }),
  };
}
