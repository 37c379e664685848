import { describe, expect, it } from '@jest/globals';
import { mlsExporter } from 'ts-mls';
import { expandWithLabel, deriveSecret } from 'ts-mls/crypto/kdf.js';
import type { GroupContext } from 'ts-mls';
import { initializeEpoch } from 'ts-mls/keySchedule.js';
import { decodeGroupContext } from 'ts-mls/groupContext.js';
import { hex } from '../bytes/index.ts';
import { sessionSuite } from './suite.ts';

/**
 * Two epochs of the MLS working group's key schedule vectors for suite 1 (mlswg/mls-implementations,
 * `key-schedule.json`), computed with the suite as sessions use it. `external_pub` shows X25519's `DeriveKeyPair` too.
 */
const INITIAL_INIT_SECRET = '9344d74b4a874edd48ab8d6d7ffae6c098b104d0748f0bbeeb9b24f5e29d28b9';
const EPOCHS = [
  {
    commitSecret: '715e27cef059d8482d3d39ddb6bede39caedaddf41446d3ba515b95f85252703',
    pskSecret: '9a1408e6816accaa928e4081121aa076f7e6aa7fee78e91e0b76b98c786f9b4f',
    groupContext:
      '0001000110ee415c0b5adda6d9d81706cffb733a35000000000000000020c5fa9927ff000150c49ac028a6be55a6fa4e80d4b6ef561767c6ff12e306967b2039cb042542c9ed52307554bf77d8e704f9f1d882e9cce03b95f1b9e96f1968e200',
    joinerSecret: 'fc294c28b68ea9cbdbc5cfe8ee957f668186837d8b6be772df89e3606858756e',
    welcomeSecret: '75b54d6213eeda31b4ca656a5c5804a865430f5677fc156bef86a834a97f7e65',
    initSecret: '6c890af57d11b034c5d8ceb941ef417fc3f09b57b3003ea22710b7267e8094a4',
    senderDataSecret: '962301510b806d677e5e40d91e3c24a91fc7505d469419c7d509dfa41addc32f',
    encryptionSecret: 'd87cb44fe09b1e8f74a4dad01c3930902ed61db710e0e56e7f0891710ef20270',
    exporterSecret: 'f103b0240ba06e398031575a9b9087c677277765d626aa3dd5b7eafd35a6a47b',
    epochAuthenticator: '74c3e7b084da632eb40c304db7686446ad385df82cc85ec16e22253e9b3076a0',
    confirmationKey: '0bd414d3182aa4d5475be8a4c612851a3fd072c79ba8fd3ddb690a16ed703309',
    membershipKey: '5b318bcd56831a478b9fd1753a451bf4f310ceb5c463b574a89a3256b777ba94',
    resumptionPsk: '6acc1c8c51e2e0fb14ee87400bfe078eccb0015129fa2624db85ab0073e08918',
    externalPub: 'af4cc508700e8273298e85220f55a8add1d871aefb160482eab6378d6257de2d',
    exported: '565677f3d661e2eeec1638354c89ec56d16e0fda1455c1c55d0605432c9a05f6',
  },
  {
    commitSecret: '5ca64cb28f8d9208518193bdc99b908197058a4b12614936ec341fc9adbd899f',
    pskSecret: '0000000000000000000000000000000000000000000000000000000000000000',
    groupContext:
      '0001000110ee415c0b5adda6d9d81706cffb733a35000000000000000120b72b8173d7f60cfb69195464b9f9b5bdc4244181dc51d582b0b2a458f084d6c620e97adf65a223f3e76145f3d1dbfbd55e0e30cd3915607b031209301d5abd2bd700',
    joinerSecret: '4dfb888923c0aec9c0d4b43f4a7054a4cb55cc16e39cc57e91966fe034f1993b',
    welcomeSecret: 'e9d861477a6f43dc426608c7619fee17bbee0a4b7c5d5fb24df32cd0b1ea41ff',
    initSecret: '004f4af4016d23a050ab3a0c95fb55b5fcf905419f12c77f4fe0d7caed373db4',
    senderDataSecret: '552b0129a9ab4ed6f36e419958ca3c3cd172f38a938d78d63816a23e8fc751cf',
    encryptionSecret: '11a8d5f61b9923a8d50261fc5b91e7d1505dd6d73df0d78b2fa45039862d4609',
    exporterSecret: 'f1e607bcbc29bef7f83adfde729789fd13434d467d932c05ff70b785356d5ea5',
    epochAuthenticator: '67fb5fa152acf1cf60b2818b574fc05ab79493c9db55a0daf08ca8092f9b0e7a',
    confirmationKey: '35598f090c4e9f21072e0a486d3df302000ffb553745a3f9a9bad64c11512826',
    membershipKey: '778491f9ffd45eaacca9adc216f80b56a524101ca627f7070264706af43cbb80',
    resumptionPsk: '5ba5dfe8b12e7e4358bcb8665956ffb7469ab59f3a4ef564c6c37384e58b10d1',
    externalPub: 'ee5eaf2e13683a256d5d5a277709d53b7f4d68219645ea29861ee9e141bd124d',
    exported: '476cb7a5133b6c46d50c7d901b1c92e9b35068f730381a6ed90285e6658f7df6',
  },
] as const;

const bytes = (text: string) => new Uint8Array((text.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));

function contextOf(text: string): GroupContext {
  const decoded = decodeGroupContext(bytes(text), 0);
  if (decoded === undefined) throw new Error('no group context');
  return decoded[0];
}

describe('the key schedule of RFC 9420', () => {
  it.each(EPOCHS.map((epoch, at) => [at, epoch] as const))(
    'gives the published secrets of epoch %d',
    async (at, epoch) => {
      const suite = await sessionSuite();
      const before = at === 0 ? INITIAL_INIT_SECRET : EPOCHS[at - 1]!.initSecret;
      const made = await initializeEpoch(
        bytes(before),
        bytes(epoch.commitSecret),
        contextOf(epoch.groupContext),
        bytes(epoch.pskSecret),
        suite.kdf,
      );
      const { keySchedule } = made;
      expect(hex(made.joinerSecret)).toBe(epoch.joinerSecret);
      expect(hex(made.welcomeSecret)).toBe(epoch.welcomeSecret);
      expect(hex(made.encryptionSecret)).toBe(epoch.encryptionSecret);
      expect(hex(keySchedule.initSecret)).toBe(epoch.initSecret);
      expect(hex(keySchedule.senderDataSecret)).toBe(epoch.senderDataSecret);
      expect(hex(keySchedule.exporterSecret)).toBe(epoch.exporterSecret);
      expect(hex(keySchedule.epochAuthenticator)).toBe(epoch.epochAuthenticator);
      expect(hex(keySchedule.confirmationKey)).toBe(epoch.confirmationKey);
      expect(hex(keySchedule.membershipKey)).toBe(epoch.membershipKey);
      expect(hex(keySchedule.resumptionPsk)).toBe(epoch.resumptionPsk);
      const external = await suite.hpke.deriveKeyPair(keySchedule.externalSecret);
      expect(hex(await suite.hpke.exportPublicKey(external.publicKey))).toBe(epoch.externalPub);
      // These vectors were made with the label that the last drafts had; the RFC (8.5) says "exported".
      const context = new TextEncoder().encode('exporter context');
      const hash = await suite.hash.digest(context);
      const secret = await deriveSecret(keySchedule.exporterSecret, 'exporter label', suite.kdf);
      expect(hex(await expandWithLabel(secret, 'exporter', hash, 32, suite.kdf))).toBe(epoch.exported);
      const exported = await mlsExporter(keySchedule.exporterSecret, 'exporter label', context, 32, suite);
      expect(exported).toEqual(await expandWithLabel(secret, 'exported', hash, 32, suite.kdf));
    },
  );
});

describe('the suite', () => {
  it('signs as RFC 8032 says (7.1, test 2)', async () => {
    const { signature } = await sessionSuite();
    const secretKey = bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    const publicKey = bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signed = await signature.sign(secretKey, bytes('72'));
    expect(hex(signed)).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(await signature.verify(publicKey, bytes('72'), signed)).toBe(true);
    expect(await signature.verify(publicKey, bytes('73'), signed)).toBe(false);
  });

  it('seals to a key as HPKE says, so that only its owner opens', async () => {
    const { hpke } = await sessionSuite();
    const [one, two] = [await hpke.generateKeyPair(), await hpke.generateKeyPair()];
    const info = bytes('01');
    const { enc, ct } = await hpke.seal(one.publicKey, bytes('c0ffee'), info);
    expect(hex(await hpke.open(one.privateKey, enc, ct, info))).toBe('c0ffee');
    await expect(hpke.open(two.privateKey, enc, ct, info)).rejects.toThrow();
  });
});
