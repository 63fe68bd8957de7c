// The processors that qemu's user-mode emulation provides. One process runs on such a processor, with the files and the kernel
// of this machine.

import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Processor
 * @property {string} title          as the report shows it
 * @property {readonly string[]} features   those that matter to numeric code
 * @property {string} emulator       the program
 * @property {string} cpu            the name it is known by to the emulator
 * @property {readonly string[]} debian   the packages of Debian that bring what it needs
 * @property {Foreign} [foreign]     where it is not of this machine's kind
 */

/**
 * What a processor of another kind needs besides the emulator.
 * @typedef {object} Foreign
 * @property {string} libraries      the folder with its C and C++ libraries
 * @property {string} cpuinfo        what /proc/cpuinfo of such a machine says of each processor
 */

const QEMU_X86 = { emulator: "qemu-x86_64", debian: ["qemu-user"] };
const QEMU_ARM = {
  emulator: "qemu-aarch64",
  debian: ["qemu-user", "libc6-arm64-cross", "libstdc++6-arm64-cross"],
};
const ARM_LIBRARIES = "/usr/aarch64-linux-gnu/lib";

/** @type {Readonly<Record<string, Processor>>} */
export const processors = {
  ssse3: { ...QEMU_X86, title: "Conroe (2006)", cpu: "Conroe", features: ["ssse3"] },
  sse4: { ...QEMU_X86, title: "Nehalem (2008)", cpu: "Nehalem", features: ["ssse3", "sse4_1", "sse4_2"] },
  avx2: {
    ...QEMU_X86,
    title: "Haswell (2013)",
    cpu: "Haswell",
    features: ["ssse3", "sse4_1", "sse4_2", "avx", "avx2", "fma"],
  },
  neon: {
    ...QEMU_ARM,
    title: "Cortex-A72 (2015)",
    features: ["neon"],
    cpu: "cortex-a72",
    foreign: {
      libraries: ARM_LIBRARIES,
      cpuinfo: armCpuinfo("fp asimd evtstrm aes pmull sha1 sha2 crc32 cpuid", "0xd08"),
    },
  },
  sve: {
    ...QEMU_ARM,
    title: "arm64 with all that qemu has",
    features: ["neon", "sve", "sve2"],
    cpu: "max",
    foreign: {
      libraries: ARM_LIBRARIES,
      cpuinfo: armCpuinfo(
        "fp asimd aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimddp sve",
        "0xd40",
      ),
    },
  },
};

/**
 * @param {string} features
 * @param {string} part
 */
function armCpuinfo(features, part) {
  return [
    `Features\t: ${features}`,
    "CPU implementer\t: 0x41",
    "CPU architecture: 8",
    "CPU variant\t: 0x0",
    `CPU part\t: ${part}`,
    "CPU revision\t: 1",
  ].join("\n");
}

/**
 * The folder in which a foreign process finds its libraries. The emulator looks there first for every file, so it holds a
 * /proc/cpuinfo, too: ONNX Runtime for arm64 reads it to find its kernels, and crashes on that of an x86 machine.
 * @param {string} name   the processor's
 * @param {Foreign} foreign
 * @param {string} out    a folder for what is made
 */
export function systemRoot(name, { libraries, cpuinfo }, out) {
  const folder = join(out, "system-roots", name);
  mkdirSync(join(folder, "proc"), { recursive: true });
  rmSync(join(folder, "lib"), { force: true });
  symlinkSync(libraries, join(folder, "lib"));
  const entries = [0, 1].map((index) => `processor\t: ${index}\nBogoMIPS\t: 50.00\n${cpuinfo}\n\n`);
  writeFileSync(join(folder, "proc", "cpuinfo"), entries.join(""));
  return folder;
}

/** @param {Foreign} foreign */
export function hasLibraries({ libraries }) {
  return (
    existsSync(join(libraries, "ld-linux-aarch64.so.1")) && existsSync(join(libraries, "libstdc++.so.6"))
  );
}
