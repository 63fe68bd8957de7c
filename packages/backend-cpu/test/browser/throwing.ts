// The script of a worker that throws when it is loaded.

throw new Error("this one throws");
