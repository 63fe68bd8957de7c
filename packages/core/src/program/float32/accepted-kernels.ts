// biome-ignore-all format: written by npm run accepted-kernels --workspace packages/backend-cpu, not by hand.

import type { Guards } from "../guarded.js";

const groups: readonly (readonly [Guards, readonly string[]])[] = [
  [{"inputs":["clamp","plain"],"results":false,"lost":[[]]}, [
    "0220fe54672bae1c", // silu backward
    "fdf8f7d4cc1e2053", // lisht backward
  ]],
  [{"inputs":["clamp"],"results":false,"lost":[[]]}, [
    "513ef47721b306ba", // softsign forward
  ]],
  [{"inputs":["low"],"results":false,"lost":[[]]}, [
    "2001dbdf89e89037", // hardSwish forward
    "77ed1e98dc5f9fc9", // mish forward
  ]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x"],["x"]]}, [
    "ddcac6dc46e11f2d", // frelu backward
  ]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x"]]}, [
    "da465d79b5af48c6", // crelu backward
  ]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x0","x1"],["x0","x1"]]}, [
    "c5cde765ea512ac7", // maxout backward
  ]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x0","x1"],["x1"]]}, [
    "2650f65690b490e9", // reglu first backward
  ]],
  [{"inputs":["plain","plain","plain"],"results":false,"lost":[["x0"],["x0","x1"]]}, [
    "a967d4c49c8d0dad", // reglu second backward
  ]],
  [{"inputs":["plain","plain"],"results":false,"lost":[["x"]]}, [
    "00bf6209e0f6be1b", // sign straightThrough backward, identity backward, step straightThrough backward
    "00ccdae4d9f741c6", // hardTanh backward
    "02412a38e89534cb", // relu backward, threshold backward
    "44f86ff9220f31fa", // sign zero backward, step zero backward
    "5e03ca576160f402", // sparseSigmoid backward
    "89f9241fe558e25a", // leakyRelu backward
    "9c7708e12da4c4fb", // thresholdedRelu backward
    "dd0f99ed646af43e", // hardshrink backward, softshrink backward
    "eef9854da42109a8", // relu6 backward
    "f1fdc895144c81ab", // hardSigmoid backward
  ]],
  [{"inputs":["plain","plain"],"results":false,"lost":[["x1"]]}, [
    "a046f939974e1abc", // maxout forward
  ]],
  [{"inputs":["plain","plain"],"results":false,"lost":[[]]}, [
    "08f1221650e0944b", // sigmoid backward
    "28bd931685f106ed", // softsign backward
    "38090064c5092f90", // logSigmoid backward
    "39295883b74f77f4", // celu backward, elu backward
    "41b7bb47f7a71817", // gelu none backward
    "5b8a2b34af8c9c7b", // tanh backward
    "78e160783e2d06a6", // frelu forward
    "7ea2800a569fc428", // mish backward
    "86e450ec046d8c56", // gelu tanh backward
    "8d17158396814f4c", // softplus backward
    "b099aea3fad3b4b5", // hardSwish backward
    "c428e676c66f897d", // selu backward
    "c9f3dc1c108ecde9", // bipolarSigmoid backward
    "f52d932566848ee8", // sparsePlus backward
  ]],
  [{"inputs":["plain"],"results":false,"lost":[["x"]]}, [
    "2045b7f35bae4e7b", // step zero forward, step straightThrough forward
    "805dd6455f875a3c", // threshold forward
    "da2f3e89de7e9c6b", // thresholdedRelu forward
  ]],
  [{"inputs":["plain"],"results":false,"lost":[[],[]]}, [
    "f7878b5824512486", // crelu forward
  ]],
  [{"inputs":["plain"],"results":false,"lost":[[]]}, [
    "15d4f32dabd9b37e", // sparseSigmoid forward
    "15d7605eca006d8d", // bipolarSigmoid forward
    "16596173b0749fa3", // selu forward
    "33ee09e967bc0667", // gelu tanh forward
    "3da1fec702f088e4", // sign zero forward, sign straightThrough forward
    "4239811c9d776660", // hardTanh forward
    "45dc4c93ec518e32", // squaredRelu forward
    "4a75d176f49ed85d", // sparsePlus forward
    "4fe34da356a84c66", // hardSigmoid forward
    "6312b7e7242a0e9f", // lisht forward
    "75cd7e3177507e88", // softshrink forward
    "79c0e3b07b8f5734", // tanh forward
    "8100400c835273fc", // sigmoid forward
    "85f9dc3b7107a7f5", // relu6 forward
    "91436f7fd45d27a3", // softplus forward
    "9a4ad883c19dfbc1", // logSigmoid forward
    "adfe7ffd50fb70bd", // exponential forward
    "caa664a02d23e7ac", // gelu none forward
    "ceccaa98db4a4957", // hardshrink forward
    "d3162a70a0c7ebc6", // leakyRelu forward
    "d765a912a5355b95", // elish forward
    "dc01033c75a83927", // celu forward, elu forward
    "e236ab2954b4e6f8", // silu forward
    "ea8c65f240111d7a", // relu forward
    "fad406e186afe443", // identity forward
  ]],
  [{"inputs":["replace","plain"],"results":true,"lost":[[]]}, [
    "9c6e3ecc95110cb8", // exponential backward
  ]],
  [{"inputs":["replace","replace","plain"],"results":true,"lost":[["x"],[]]}, [
    "6f353d3fca9ba8b3", // prelu backward
  ]],
  [{"inputs":["replace","replace","plain"],"results":true,"lost":[["x0"],[]]}, [
    "aea69ecf8dc14a39", // glu second backward
  ]],
  [{"inputs":["replace","replace","plain"],"results":true,"lost":[[],["x1"]]}, [
    "34bf6c5c82e81ba2", // glu first backward
  ]],
  [{"inputs":["replace","replace"],"results":true,"lost":[[]]}, [
    "36992eeb1a3907cf", // geglu first tanh forward
    "45f57d684fe6424f", // reglu second forward
    "5bb07e6333f812c7", // geglu second tanh forward
    "62d89f775bc34188", // glu second forward
    "6462e3cc74b3cb12", // geglu first none forward
    "72e4abb76dd79b14", // swiglu first forward
    "7cea4b1d2ad15cef", // prelu forward
    "99acd8b71a038a78", // glu first forward
    "c40d688cd3a59302", // geglu second none forward
    "eea81b2812f96f1f", // reglu first forward
    "f576f2f7bdcbd624", // swiglu second forward
  ]],
];

/** Hashes of float32 programs that are accurate enough for the `fast` precision, with the guards that they need. */
export const acceptedElements: ReadonlyMap<string, Guards> = new Map(
  groups.flatMap(([guards, hashes]) => hashes.map((hash) => [hash, guards] as const)),
);

/** Hashes of float32 programs that are not accurate enough. */
export const rejectedElements: ReadonlySet<string> = new Set([
  "10077e468e44bcc0", // telu forward. The float32 kernel is inaccurate: at x = -106.62525177001953 it gives -0; the exact result is -5.261403318667166e-45 (3.75 ulp; at most 3.6 are allowed).
  "14b449a2b7e2ff7c", // geglu first none backward. The float32 kernel is inaccurate: at x0 = 1, x1 = -Infinity, dy = -0 it gives NaN instead of 0.
  "1b5cff83ce9f33eb", // bentIdentity forward. The float32 kernel is inaccurate: at x = -3.05681123762168e+38 it gives -3.05681123762168e+38; the exact result is -1.52840561881084e+38 (15100000 ulp; at most 3.6 are allowed).
  "1d6a26b57f056f73", // swiglu first backward. The float32 kernel is inaccurate: at x0 = 2.5, x1 = -Infinity, dy = -0 it gives NaN instead of 0.
  "1f887ad951360fc4", // swiglu second backward. The float32 kernel is inaccurate: at x0 = Infinity, x1 = 7, dy = -0 it gives NaN instead of -0.
  "29222c70d91779fb", // isrlu backward. The float32 kernel is inaccurate: at x = -553105150181376, dy = 1 it gives 0; the exact result is 5.909855917178928e-45 (4.22 ulp; at most 3.9 are allowed).
  "418a76d87787e9f3", // quickGelu forward. The float32 kernel is inaccurate: at x = -11.993297576904297 it gives -1.63629874094795e-8; the exact result is -1.636297757835272e-8 (5.53 ulp; at most 3.6 are allowed).
  "432364c4f5317446", // squareplus backward. The float32 kernel is inaccurate: at x = -1.2928232374613257e+22, dy = 1 it gives 0; the exact result is 5.983037168288103e-45 (4.27 ulp; at most 3.9 are allowed).
  "4b9871fc47682c37", // swish backward. The float32 kernel is inaccurate: at x = -Infinity, beta = 0, dy = 0 it gives NaN instead of 0.
  "4f911a116e52851e", // isrlu forward. The float32 kernel is inaccurate: at x = -3.05681123762168e+38 it gives -0; the exact result is -1 (8390000 ulp; at most 3.6 are allowed).
  "52d34dd2dfc2c4b1", // isru backward. The float32 kernel is inaccurate: at x = -553105150181376, dy = 1 it gives 0; the exact result is 5.909855917178928e-45 (4.22 ulp; at most 3.9 are allowed).
  "52eb930e9f95fde7", // tanhshrink forward. The float32 kernel is inaccurate: at x = -1.0068848133087158 it gives -0.2424144148826599; the exact result is -0.24241433964370163 (5.05 ulp; at most 3.6 are allowed).
  "53bdc461cce319b9", // isru forward. The float32 kernel is inaccurate: at x = -3.05681123762168e+38 it gives -0; the exact result is -1 (8390000 ulp; at most 3.6 are allowed).
  "5809d91a5412a651", // dyt backward. The float32 kernel is inaccurate: at x = Infinity, alpha = 0, weight = -2.5, bias = 1, dy = -0 it gives NaN instead of 0.
  "5bba97ec7a005b04", // swish forward. The float32 kernel is inaccurate: at x = 10.285197257995605, beta = -0.3700000047683716 it gives 0.22384066879749298; the exact result is 0.22384061430292776 (3.66 ulp; at most 3.6 are allowed).
  "5d040898454c4402", // laplace forward. The float32 kernel is inaccurate: at x = -3.000159502029419 it gives 9.468475632550286e-40; the exact result is 9.46841173693446e-40 (4.56 ulp; at most 3.6 are allowed).
  "6227ca4b8208ec2b", // elish backward. The float32 kernel is inaccurate: at x = -1.2702041864395142, dy = 1 it gives -0.061553459614515305; the exact result is -0.06155348157352493 (5.89 ulp; at most 3.9 are allowed).
  "652e0bdba9227e0f", // laplace backward. The float32 kernel is inaccurate: at x = -3.0929253101348877, dy = 1 it gives 5.580404887465362e-40; the exact result is 5.580336261141748e-40 (4.9 ulp; at most 3.9 are allowed).
  "6dc50bcda4abf12e", // smish forward. The float32 kernel is inaccurate: at x = -6.08121919631958 it gives -0.013850454241037369; the exact result is -0.013850450607807993 (3.9 ulp; at most 3.6 are allowed).
  "75120217f5da67d6", // arctan backward. The float32 kernel is inaccurate: at x = -1.2928232374613257e+22, dy = 1 it gives 0; the exact result is 5.983037168288103e-45 (4.27 ulp; at most 3.9 are allowed).
  "7e645f3306cfcab1", // telu backward. The float32 kernel is inaccurate: at x = -1.776565432548523, dy = 1 it gives -0.12455925345420837; the exact result is -0.12455929254016068 (5.25 ulp; at most 3.9 are allowed).
  "a16bf28e7d3caa0f", // tanhshrink backward. The float32 kernel is inaccurate: at x = -8.122427940368652, dy = 1 it gives 0.9999998807907104; the exact result is 0.9999996476221134 (3.91 ulp; at most 3.9 are allowed).
  "a6f40f12ad060cd9", // squareplus forward. The float32 kernel is inaccurate: at x = -3.05681123762168e+38 it gives 0; the exact result is 3.271382896308768e-39 (2330000 ulp; at most 3.6 are allowed).
  "ab9f6175fc9fee2f", // xielu backward. The float32 kernel is inaccurate: at x = Infinity, alphaP = -2.5, alphaN = 40, dy = 0 it gives NaN instead of -0.
  "ae1b680a6d6d402e", // squaredRelu backward. The float32 kernel is inaccurate: at x = Infinity, dy = 0 it gives NaN instead of 0.
  "c2c1a7391a943d10", // xielu forward. The float32 kernel is inaccurate: at x = -2.274942398071289, alphaP = 1, alphaN = 1 it gives 0.24027395248413086; the exact result is 0.24027402894168715 (5.13 ulp; at most 3.6 are allowed).
  "c695eb0b5a7c9f8a", // smish backward. The float32 kernel is inaccurate: at x = -10.729954719543457, dy = 1 it gives -0.00021287301206029952; the exact result is -0.00021287306938397687 (3.94 ulp; at most 3.9 are allowed).
  "ceb70da906248b7d", // dyt forward. The float32 kernel is inaccurate: at x = -12, alpha = 1, weight = 1, bias = 1 it gives 0; the exact result is 7.55027151910781e-11 (10900000 ulp; at most 6.17 are allowed).
  "d6df3586818424ae", // bentIdentity backward. The float32 kernel is inaccurate: at x = -3.05681123762168e+38, dy = 1 it gives 1; the exact result is 0.5 (8390000 ulp; at most 3.9 are allowed).
  "d7f07f0de6aad480", // geglu second none backward. The float32 kernel is inaccurate: at x0 = Infinity, x1 = 2.5, dy = 0 it gives NaN instead of 0.
  "e0a2b1a967b3df0d", // geglu second tanh backward. The float32 kernel is inaccurate: at x0 = Infinity, x1 = 2.5, dy = 0 it gives NaN instead of 0.
  "f022d902c78cc43b", // quickGelu backward. The float32 kernel is inaccurate: at x = -11.993297576904297, dy = 1 it gives -2.648545915917566e-8; the exact result is -2.6485444301583382e-8 (8.36 ulp; at most 3.9 are allowed).
  "fb26700e5f00ccc9", // geglu first tanh backward. The float32 kernel is inaccurate: at x0 = 1, x1 = -Infinity, dy = -0 it gives NaN instead of 0.
]);

/** Hashes of float32 row plans that are accurate enough. */
export const acceptedRows: ReadonlySet<string> = new Set([
  "0ad51e993cf500e90ab030a55f019202c92c0d7fbd75d215", // hardmax zero forward, hardmax straightThrough forward
  "0ad51e993cf500e946a03f83138a74d9", // hardmax straightThrough backward
  "0ad51e993cf500e95066baf47c7277b7", // hardmax zero backward
  "0ad51e993cf500e98b8af05051f63ca42827d51b9aea8020", // softmax nan forward, softmax2d forward
  "0ad51e993cf500e98b8af05051f63ca45b130d629c3b3122", // softmax zero forward
  "0ad51e993cf500e98b8af05051f63ca4c0bdf78b2bdef5b4", // softmax nan forward, softmax2d forward
  "0ad51e993cf500e98b8af05051f63ca4d7c9ff8edd0e3197", // softmax zero forward
  "0ad51e993cf500e9b73b1f3d08d53c7d57998e79b7203015", // logSumExp backward
  "0ad51e993cf500e9b73b1f3d08d53c7d57998e79b7203015adb1d94fdb27935a", // softmax nan backward, softmax2d backward
  "0ad51e993cf500e9b73b1f3d08d53c7d57998e79b7203015fefc818513d3fce8", // softmax zero backward
  "0ad51e993cf500e9b73b1f3d08d53c7dd2a0745bec017ff6", // logSumExp backward
  "0ad51e993cf500e9b73b1f3d08d53c7dd2a0745bec017ff69a31b1c52b29e50f", // softmax zero backward
  "0ad51e993cf500e9b73b1f3d08d53c7dd2a0745bec017ff6ed17ee587ac49f91", // softmax nan backward, softmax2d backward
  "33e0065bf4e6900f9abbe04695239a8457998e79b7203015ca200aff9949b71a", // softmin backward
  "33e0065bf4e6900f9abbe04695239a84ca95bbc3c676f12fac92f938a2c56a93", // softmin backward
  "33e0065bf4e6900fd06988ef2b5ff34d2827d51b9aea8020", // softmin forward
  "33e0065bf4e6900fd06988ef2b5ff34d80a44cccecb937e9", // softmin forward
  "4363024f840618452384d150e41e79e034e6aa474435ab02", // maskedSoftmax zero forward
  "4363024f840618452384d150e41e79e07babd2d6e6f0352b", // maskedSoftmax nan forward
  "4363024f840618452384d150e41e79e094b8554dcad838e6", // maskedSoftmax nan forward
  "4363024f840618452384d150e41e79e0d32546a66078bf17", // maskedSoftmax zero forward
  "4363024f84061845a4002d47101677af44b92fcc4a47f7ad09ac7d48e29dea3c", // maskedSoftmax zero backward
  "4363024f84061845a4002d47101677af44b92fcc4a47f7ad2b9c550f8dc40b55", // maskedSoftmax nan backward
  "4363024f84061845a4002d47101677af8a29ef84f100eecf0d2d7a30e7120940", // maskedSoftmax zero backward
  "4363024f84061845a4002d47101677af8a29ef84f100eecf9f8080c48711baba", // maskedSoftmax nan backward
  "6ab86c18134de84bb73b1f3d08d53c7d299faccbf1ff5ed6", // logSoftmax backward
  "6ab86c18134de84bb73b1f3d08d53c7d323df439a1cfdaa8", // logSoftmax backward
]);

/** Hashes of float32 row plans that are not accurate enough. */
export const rejectedRows: ReadonlySet<string> = new Set([
  "0ad51e993cf500e946797cbb6e4b54465669237849f549fc648728d0eedd3572", // quietSoftmax backward. The float32 kernel is inaccurate: at x[0] = 3e+38, dy[0] = -0.37611374258995056 it gives NaN instead of 0.
  "0ad51e993cf500e946797cbb6e4b5446d2952d7135be2a48f4a37bfe8783e035", // quietSoftmax backward. The float32 kernel is inaccurate: at x[0] = 3e+38, dy[0] = -0.37611374258995056 it gives NaN instead of 0.
  "0ad51e993cf500e9fb0464365493db8b19b7ba9d65dfe73c", // quietSoftmax forward. The float32 kernel is inaccurate: at x[0] = 3e+38 it gives NaN instead of 1.
  "0ad51e993cf500e9fb0464365493db8b294ce64b3162c96b", // quietSoftmax forward. The float32 kernel is inaccurate: at x[0] = 3e+38 it gives NaN instead of 1.
]);
