import fc from "fast-check";

// The same examples in every run: what passes here passes elsewhere. `npm run fuzz` looks for others.
fc.configureGlobal({seed: 20_261_122});
