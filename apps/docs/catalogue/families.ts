import type { Family } from "@actfn/core";

/** A family of the catalogue, with its heading and its introduction. */
export interface FamilySection {
  readonly family: Family;
  readonly title: string;
  readonly about: string;
}

/** Heading and introduction of each family. */
const sections: Readonly<Record<Family, Omit<FamilySection, "family">>> = {
  rectified: {
    title: "Rectified",
    about: "ReLU, and what bends it or cuts it off: cheap, without an exponential.",
  },
  selfGated: { title: "Self-gated", about: "x times a gate that x itself opens." },
  sigmoidal: { title: "Sigmoidal", about: "From one bound to another." },
  softplus: { title: "Softplus", about: "Smooth forms of max(x, 0), and their mirror images." },
  exponential: { title: "Exponential", about: "An exponential on one side or on both." },
  gated: { title: "Gated", about: "One part of the input opens and closes another." },
  axis: { title: "Along an axis", about: "A whole row at once: probabilities and their kin." },
  learned: { title: "Learned", about: "A part of the shape is a weight of the network." },
  shrinkage: { title: "Shrinkage", about: "Small inputs go to zero." },
  periodic: { title: "Periodic", about: "Waves, for signals that repeat." },
  step: { title: "Steps", about: "Piecewise constant: on or off." },
  random: { title: "Random", about: "Noise while training, its mean afterwards." },
  linear: { title: "Linear", about: "The line itself, and what stays close to it." },
};

/** The families, in the order of the site. */
export const families: readonly FamilySection[] = (Object.keys(sections) as Family[]).map((family) => ({
  family,
  ...sections[family],
}));
