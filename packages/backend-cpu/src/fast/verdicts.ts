// biome-ignore-all format: written by test/verdicts.test.ts, not by hand.

import type * as program from "@actfn/core/program";

const groups: readonly (readonly [program.Guards, readonly string[]])[] = [
  [{"inputs":["clamp","plain"],"results":false,"lost":[[]]}, ["0220fe54672bae1c","fdf8f7d4cc1e2053"]],
  [{"inputs":["clamp"],"results":false,"lost":[[]]}, ["513ef47721b306ba"]],
  [{"inputs":["low"],"results":false,"lost":[[]]}, ["2001dbdf89e89037","77ed1e98dc5f9fc9"]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x"],["x"]]}, ["ddcac6dc46e11f2d"]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x"]]}, ["da465d79b5af48c6"]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x0","x1"],["x0","x1"]]}, ["c5cde765ea512ac7"]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x0","x1"],["x1"]]}, ["2650f65690b490e9"]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x0"],["x0","x1"]]}, ["a967d4c49c8d0dad"]],
  [{"inputs":["plain","plain"],"results":false,"lost":[["x"]]}, ["00bf6209e0f6be1b","00ccdae4d9f741c6","02412a38e89534cb","44f86ff9220f31fa","5e03ca576160f402","89f9241fe558e25a","9c7708e12da4c4fb","dd0f99ed646af43e","eef9854da42109a8","f1fdc895144c81ab"]],
  [{"inputs":["plain","plain"],"results":false,"lost":[["x1"]]}, ["a046f939974e1abc"]],
  [{"inputs":["plain","plain"],"results":false,"lost":[[]]}, ["08f1221650e0944b","28bd931685f106ed","38090064c5092f90","39295883b74f77f4","41b7bb47f7a71817","5b8a2b34af8c9c7b","78e160783e2d06a6","7ea2800a569fc428","86e450ec046d8c56","8d17158396814f4c","b099aea3fad3b4b5","c428e676c66f897d","c9f3dc1c108ecde9","f52d932566848ee8"]],
  [{"inputs":["plain"],"results":false,"lost":[["x"]]}, ["2045b7f35bae4e7b","805dd6455f875a3c","da2f3e89de7e9c6b"]],
  [{"inputs":["plain"],"results":false,"lost":[[],[]]}, ["f7878b5824512486"]],
  [{"inputs":["plain"],"results":false,"lost":[[]]}, ["15d4f32dabd9b37e","15d7605eca006d8d","161711a4ba6ac58b","16596173b0749fa3","3da1fec702f088e4","4239811c9d776660","45dc4c93ec518e32","4a75d176f49ed85d","4fe34da356a84c66","6312b7e7242a0e9f","75cd7e3177507e88","79c0e3b07b8f5734","8100400c835273fc","85f9dc3b7107a7f5","91436f7fd45d27a3","9a4ad883c19dfbc1","adfe7ffd50fb70bd","ceccaa98db4a4957","d3162a70a0c7ebc6","d5c21277f54c55bb","d765a912a5355b95","dc01033c75a83927","ea8c65f240111d7a","fad406e186afe443","ffae2e7a72424b40"]],
  [{"inputs":["replace","plain"],"results":true,"lost":[[]]}, ["9c6e3ecc95110cb8"]],
  [{"inputs":["replace","replace","plain"],"results":true,"lost":[["x"],[]]}, ["6f353d3fca9ba8b3"]],
  [{"inputs":["replace","replace","plain"],"results":true,"lost":[["x0"],[]]}, ["aea69ecf8dc14a39"]],
  [{"inputs":["replace","replace","plain"],"results":true,"lost":[[],["x1"]]}, ["34bf6c5c82e81ba2"]],
  [{"inputs":["replace","replace"],"results":true,"lost":[[]]}, ["0710e201acabd4db","0a2d94c1628bf64b","45f57d684fe6424f","62d89f775bc34188","7cea4b1d2ad15cef","99acd8b71a038a78","a734943ae94f5b16","d7d65cb005880711","eea81b2812f96f1f","f32144f09f82ea21","f33c72d2505fcb2e"]],
];

/** Fingerprints of float32 programs that keep the fast tier's promise, with the guards that they need. */
export const kept: ReadonlyMap<string, program.Guards> = new Map(
  groups.flatMap(([guards, prints]) => prints.map((print) => [print, guards] as const)),
);

/** Fingerprints of those that do not. */
export const broken: ReadonlySet<string> = new Set([
  "0582dc912faebee2",
  "10077e468e44bcc0",
  "14b449a2b7e2ff7c",
  "1b5cff83ce9f33eb",
  "1d6a26b57f056f73",
  "1f887ad951360fc4",
  "29222c70d91779fb",
  "418a76d87787e9f3",
  "432364c4f5317446",
  "4b9871fc47682c37",
  "4f911a116e52851e",
  "52d34dd2dfc2c4b1",
  "52eb930e9f95fde7",
  "53bdc461cce319b9",
  "5809d91a5412a651",
  "5bba97ec7a005b04",
  "5d040898454c4402",
  "6227ca4b8208ec2b",
  "652e0bdba9227e0f",
  "6dc50bcda4abf12e",
  "75120217f5da67d6",
  "7e645f3306cfcab1",
  "a16bf28e7d3caa0f",
  "a6f40f12ad060cd9",
  "ab9f6175fc9fee2f",
  "ae1b680a6d6d402e",
  "bfbd8992714a35ac",
  "c2c1a7391a943d10",
  "c695eb0b5a7c9f8a",
  "ceb70da906248b7d",
  "d6df3586818424ae",
  "d7f07f0de6aad480",
  "f022d902c78cc43b",
]);

/** Fingerprints of plans for rows that keep the promise. */
export const keptRows: ReadonlySet<string> = new Set([
  "0ad51e993cf500e90ab030a55f019202c92c0d7fbd75d215",
  "0ad51e993cf500e946a03f83138a74d9",
  "0ad51e993cf500e95066baf47c7277b7",
  "0ad51e993cf500e98b8af05051f63ca42827d51b9aea8020",
  "0ad51e993cf500e98b8af05051f63ca45b130d629c3b3122",
  "0ad51e993cf500e98b8af05051f63ca4c0bdf78b2bdef5b4",
  "0ad51e993cf500e98b8af05051f63ca4d7c9ff8edd0e3197",
  "0ad51e993cf500e9b73b1f3d08d53c7d57998e79b7203015",
  "0ad51e993cf500e9b73b1f3d08d53c7d57998e79b7203015adb1d94fdb27935a",
  "0ad51e993cf500e9b73b1f3d08d53c7d57998e79b7203015fefc818513d3fce8",
  "0ad51e993cf500e9b73b1f3d08d53c7dd2a0745bec017ff6",
  "0ad51e993cf500e9b73b1f3d08d53c7dd2a0745bec017ff69a31b1c52b29e50f",
  "0ad51e993cf500e9b73b1f3d08d53c7dd2a0745bec017ff6ed17ee587ac49f91",
  "33e0065bf4e6900f9abbe04695239a8457998e79b7203015ca200aff9949b71a",
  "33e0065bf4e6900f9abbe04695239a84ca95bbc3c676f12fac92f938a2c56a93",
  "33e0065bf4e6900fd06988ef2b5ff34d2827d51b9aea8020",
  "33e0065bf4e6900fd06988ef2b5ff34d80a44cccecb937e9",
  "4363024f840618452384d150e41e79e034e6aa474435ab02",
  "4363024f840618452384d150e41e79e07babd2d6e6f0352b",
  "4363024f840618452384d150e41e79e094b8554dcad838e6",
  "4363024f840618452384d150e41e79e0d32546a66078bf17",
  "4363024f84061845a4002d47101677af44b92fcc4a47f7ad09ac7d48e29dea3c",
  "4363024f84061845a4002d47101677af44b92fcc4a47f7ad2b9c550f8dc40b55",
  "4363024f84061845a4002d47101677af8a29ef84f100eecf0d2d7a30e7120940",
  "4363024f84061845a4002d47101677af8a29ef84f100eecf9f8080c48711baba",
  "6ab86c18134de84bb73b1f3d08d53c7d299faccbf1ff5ed6",
  "6ab86c18134de84bb73b1f3d08d53c7d323df439a1cfdaa8",
]);

/** Fingerprints of those that do not. */
export const brokenRows: ReadonlySet<string> = new Set([
  "0ad51e993cf500e946797cbb6e4b54465669237849f549fc648728d0eedd3572",
  "0ad51e993cf500e946797cbb6e4b5446d2952d7135be2a48f4a37bfe8783e035",
  "0ad51e993cf500e9fb0464365493db8b19b7ba9d65dfe73c",
  "0ad51e993cf500e9fb0464365493db8b294ce64b3162c96b",
]);
