export type { CaseBlock, CaseFile } from "./cases/case-file.js";
export { type CaseSource, packagedCases } from "./cases/case-source.js";
export { checkBackend, type Subject as CheckedBackend } from "./check-backend.js";
export { type GroupId, groupIds } from "./groups/group.js";
export { type Bound, errorInUlp } from "./numbers/error.js";
export { contractBound } from "./profile/bounds.js";
export * from "./profile/profile.js";
export { describeSubject, type Selection, type Subject } from "./profile/selection.js";
export * from "./report/report.js";
