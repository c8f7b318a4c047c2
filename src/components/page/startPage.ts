// What every page does when it is loaded, whatever it shows: loaders/site/head.ts has all of them load it.
import {followAddress} from "./followAddress.js";

followAddress();

const index = document.getElementById("observablehq-toc"); // only long pages have one
const main = document.getElementById("observablehq-main");
if (index && main) void import("./sectionIndex.js").then(({fillSectionIndex}) => fillSectionIndex(index, main));
