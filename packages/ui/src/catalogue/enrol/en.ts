import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  'closed.title': 'We are getting ready',
  'closed.body': 'Please speak to a member of staff.',
  'closed.interrupted':
    'We are sorry to interrupt: this machine can no longer be used. Please speak to a member of staff. What is on the screen will be erased.',
  'closed.staff': 'For staff',
  'closed.back': 'Close',
  'call-over': 'The call is over. What this device has of it is being erased.',
  device: 'Device',
  server: 'Server',
  again: 'Connect again',
  'why.not-enrolled': 'This device is not enrolled yet',
  'why.other-city': 'This device is enrolled with another authority',
  'why.certificate-revoked': 'This device’s enrolment was revoked',
  'why.certificate-expired': 'This device’s enrolment has expired',
  'why.wrong-clock': 'This device’s clock is wrong',
  'why.unauthenticated': 'This device’s proof does not hold',
  'why.no-line': 'This device is not connected to its server',
  'next.not-enrolled': 'Make an enrolment code in the clerk app under Administration → Devices and enter it here.',
  'next.other-city':
    'Check that the server below is the city’s. If it is, the device can be enrolled anew with a code from Administration → Devices.',
  'next.certificate-revoked':
    'Ask why it was revoked. If it may be used again, make a new code under Administration → Devices and enter it here.',
  'next.certificate-expired':
    'Extend it with “mado-ca renew” and take that in under Administration → Devices: this screen then goes on by itself. Or enrol it anew with a code.',
  'next.wrong-clock': 'Set this device’s date, time and time zone. It then connects by itself.',
  'next.unauthenticated':
    'Another device’s data was copied here, or the key has changed. Enrol the device anew with a code from Administration → Devices.',
  'next.no-line': 'The reason stands below. Once it is mended, this screen goes on by itself.',
  expiry: 'This device’s enrolment ends on {date} (days left: {days})',
  'expiry.last': 'This device’s enrolment ends on {moment}',
  'expiry.tell': 'Please tell the IT staff. Until then everything works as usual.',
  'expiry.next':
    'IT staff extend it with “mado-ca renew” and take that in under Administration → Devices in the clerk app. It reaches this device by itself; nothing is to be done here. If it is not extended in time, nobody can check in here.',
  'expiry.open': 'Notice for staff',
  'expiry.put-off': 'Close for today',
  code: 'Enrolment code',
  'code.hint': '12 letters and digits, without 0 O 1 I L U. Small letters are fine, and so is leaving out the strokes.',
  'code.strange':
    'Letters that no code has were left out (0 O 1 I L U and others). Compare with the code on the screen.',
  erase: 'Delete one',
  send: 'Send',
  sending: 'Sending',
  waiting: 'Waiting to be enrolled',
  stopped: 'The authority’s number differs',
  'waiting.auto': 'This screen goes on by itself. The request stays, even when the device is switched off.',
  'waiting.device': 'This device’s number',
  'waiting.device.next': 'Read all of the digits to the person who approves.',
  authority: 'The authority’s number ({city})',
  'authority.compare': 'Are all digits those on the operator’s paper (“mado-ca show”)?',
  'authority.same': 'Compared: they are the same',
  'authority.known': 'This device knows this authority already',
  'authority.different':
    'Do not go on. This is another authority. Check the server’s address and tell the city’s operator. The device has not taken anything yet.',
  same: 'The same',
  'same.after': 'Looked again: the same',
  different: 'Different',
  steps: 'What the operator does next',
  'steps.1': 'Save this device’s request under Administration → Devices and carry it to the authority’s computer',
  'steps.2': 'Compare the number and approve with “mado-ca approve”',
  'steps.3': 'Take the signed file in under Administration → Devices',
  done: 'Enrolled',
  'done.next': 'It will start in a moment.',
  'clock.device': 'This device’s clock',
  'clock.server': 'The server’s clock',
  'from-until': '{from} to {until}',
  'note.code': 'This code cannot be used',
  'note.code.next':
    'It was mistyped, used before, or is too old (about 30 minutes). Compare it with the screen; if it is right, make a new one.',
  'note.limited': 'No requests are taken for the moment',
  'note.limited.next': 'There were too many wrong codes, or too many requests wait. Send again in a minute.',
  'note.old': 'Device and server have different versions',
  'note.old.next': 'Update this device’s app and the server to the same version.',
  'note.no-answer': 'The server does not answer',
  'note.no-answer.next': 'Check the server and its log. This screen keeps trying.',
  'note.untrusted': 'This device does not trust the server’s certificate',
  'note.untrusted.next':
    'Check the certificate’s dates and its name. If the city issued it, install its issuer in this device’s operating system.',
  'note.own-dates': 'This device’s clock is slow',
  'note.own-dates.next':
    'It stands before the beginning of this device’s certificate. Set the date, the time and the time zone; the device then connects by itself.',
  'note.own-dates.time': 'This device’s certificate',
  'note.server-dates': 'Either this device’s clock or the server’s certificate is wrong',
  'note.server-dates.next':
    'The clock is outside the dates of the server’s certificate. If the clock is wrong, set the date, the time and the time zone. If it is right, replace the server’s certificate.',
  'note.server-dates.time': 'The server’s certificate',
  'note.declined': 'The request was declined, or the server no longer has it',
  'note.declined.next': 'The numbers may not have matched. Ask the operator, then send again with a new code.',
  'note.device-id': 'This device’s identifier is not valid',
  'note.device-id.next': 'Correct deviceId in this device’s configuration file and restart the app.',
  'note.host': 'The device’s own process does not answer',
  'note.host.next': 'Restart the app. If it stays like this, look at the device’s log.',
  'note.unreachable': 'The server cannot be reached',
  'note.unreachable.no-name':
    'The server’s name is not known. Check serverUrl in the configuration file, and the network (DNS).',
  'note.unreachable.refused':
    'No server is at this address. Check that it runs, and the port of serverUrl in the configuration file.',
  'note.unreachable.silent': 'Check the cable, the Wi-Fi and firewalls on the way. This screen keeps trying.',
  'note.certificate': 'The certificate that came cannot be taken',
  'note.certificate.time': 'Its dates do not fit this device’s clock. Check the device’s date and time.',
  'note.certificate.revoked': 'This certificate was revoked. Enrol the device anew with a new code.',
  'note.certificate.key':
    'This certificate is for another device or another key. Check that it was this device’s number that was approved.',
  'note.certificate.other':
    'It is not shown to be the city authority’s ({fault}). Check that “authority” in the server’s configuration is the one that approved.',
  'trouble.key-sealed': 'This device’s key cannot be opened',
  'trouble.key-sealed.next':
    'Only the same user of the same computer opens it. If the app runs as another user or the disk was moved, undo that and press “Read again”. If that is not possible, set it aside and enrol anew.',
  'trouble.key-damaged': 'This device’s key file is damaged',
  'trouble.key-damaged.next':
    'If there is a copy, put it back into the folder below and press “Read again”. If not, set it aside and enrol anew.',
  'trouble.key-open': 'Others on this computer can read this device’s key',
  'trouble.key-open.next':
    'Let only this user read the key file, then press “Read again”. If somebody may have copied it, set it aside and enrol anew.',
  'trouble.other-key': 'This device’s enrolment is for another key',
  'trouble.other-key.next':
    'It seems that another device’s folder was copied. Put this device’s own folder back, or set it aside and enrol anew.',
  'trouble.enrolment-damaged': 'The record of this device’s enrolment is damaged',
  'trouble.enrolment-damaged.next':
    'If there is a copy, put it back into the folder below and press “Read again”. If not, set it aside and enrol anew. The key stays.',
  'trouble.revocations-damaged': 'The list of revocations is damaged',
  'trouble.revocations-damaged.next':
    'The app does not start, because it could not tell revoked devices. Set it aside and enrol anew; the server then sends a new list. The key stays.',
  'trouble.jobs-damaged': 'The list of scan and print jobs is damaged',
  'trouble.jobs-damaged.next': 'Set it aside and a new list begins. The enrolment stays as it is.',
  'trouble.no-rights': 'The app may not write into its folder',
  'trouble.no-rights.next':
    'Let the app’s user read and write in the folder below. Once it can, the app starts by itself within a minute.',
  'trouble.disk-full': 'The disk is full',
  'trouble.disk-full.next':
    'Remove files that are not needed. Once there is room, the app starts by itself within a minute.',
  'trouble.disk-failed': 'The disk cannot be read or written',
  'trouble.disk-failed.next':
    'It may be failing. Check its connection and condition; if need be replace it and enrol the device anew.',
  'trouble.folder': 'Folder',
  'trouble.again': 'Read again',
  'trouble.restarting': 'Reading again',
  'trouble.set-aside': 'Set aside and begin anew',
  'trouble.set-aside.do': 'Set aside',
  'trouble.ask': 'Set the present files aside?',
  'trouble.ask.body':
    'They are moved into a folder named “set-aside…” in the same place; nothing is deleted. Then this screen takes a new enrolment code. Have the authority revoke the certificate of the former key.',
  'trouble.ask.jobs': 'The damaged list is deleted.',
  'trouble.not-set-aside': 'They could not be set aside',
  'trouble.not-set-aside.next': 'See whether the folder can be written and has room, then press again.',
};
