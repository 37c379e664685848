import { test } from '@playwright/test';
import type { VirtualPrinterState, VirtualScannerFault } from '@mado/devices/testing';
import { fillAndPrintByKeyboard } from '../stack/by-keyboard.ts';
import { mediaFlows } from '../stack/measure.ts';
import { nothingIsWrong, openCity, talk, type OpenCity } from './apps.ts';

let city: OpenCity;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  city = await openCity({ camera: 'small' });
  await talk(city);
});
test.afterAll(() => city.close());
test.afterEach(async () => {
  await Promise.all([mediaFlows(city.kiosk.page), mediaFlows(city.clerk.page)]);
  await nothingIsWrong(city);
});

interface FaultCase<Fault> {
  fault: Fault;
  kiosk: RegExp;
  clerk: RegExp;
}

const scanner: readonly FaultCase<VirtualScannerFault>[] = [
  { fault: 'jam', kiosk: /紙がつまりました/, clerk: /紙がつまっています/ },
  { fault: 'no-paper', kiosk: /紙が見つかりません/, clerk: /読み取り機に紙がありません/ },
  { fault: 'cover-open', kiosk: /読み取り機のふたが開いています/, clerk: /読み取り機のふたが開いています/ },
  { fault: 'busy', kiosk: /前の仕事をしています/, clerk: /読み取り機は使用中です/ },
  { fault: 'missing', kiosk: /読み取り機とつながっていません/, clerk: /読み取り機が見つかりません/ },
];
for (const { fault, kiosk, clerk } of scanner) {
  test(`scanner ${fault}: both screens say it in their own words, and the next scan works`, async () => {
    await city.stack.devices.scanner.set({ fault });
    await city.clerk.scan('feeder');
    await Promise.all([city.kiosk.hasWords(kiosk), city.clerk.hasWords(clerk)]);
    await city.stack.devices.scanner.set({ fault: null });
    await city.clerk.putNotesAside();
    await city.clerk.scan('feeder');
    await city.clerk.hasScan();
    await city.clerk.putNotesAside();
  });
}

const printer: readonly FaultCase<VirtualPrinterState>[] = [
  { fault: 'media-empty', kiosk: /印刷機の紙がなくなりました/, clerk: /印刷機に紙がありません/ },
  { fault: 'media-jam', kiosk: /印刷機に紙がつまりました/, clerk: /印刷機で紙がつまっています/ },
  { fault: 'cover-open', kiosk: /印刷機のふたが開いています/, clerk: /印刷機のふたが開いています/ },
];
test.describe('with a filled form', () => {
  test('the paper is chosen, filled and printed by keyboard alone', async () => {
    await fillAndPrintByKeyboard(city.clerk.page, '葬祭費支給申請書', '窓野　花子', 'マドノ　ハナコ');
    await city.clerk.hasPrinted();
    await city.clerk.putNotesAside();
  });
  for (const { fault, kiosk, clerk } of printer) {
    test(`printer ${fault}: both screens say it, and when it is mended the paper comes out`, async () => {
      await city.clerk.openForm('葬祭費支給申請書');
      await city.stack.devices.printer.setState(fault);
      await city.clerk.print();
      await Promise.all([city.kiosk.hasWords(kiosk), city.clerk.hasWords(clerk)]);
      await city.stack.devices.printer.setState(null);
      await city.clerk.hasPrinted();
      await city.clerk.putNotesAside();
    });
  }
});
