/**
 * The run whose page Framework builds, in the place of all of them: it renders each page anew, and two pages of runs differ
 * in nothing but the name. No run can be called so: names begin with a letter or a digit.
 */
export const TEMPLATE = "_any_";

/** The path of the page that Framework builds for all runs. */
export const TEMPLATE_PAGE = `/runs/${TEMPLATE}`;
