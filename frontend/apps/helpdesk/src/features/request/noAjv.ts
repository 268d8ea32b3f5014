/** In place of rjsf's usual validator, which nothing here uses. */
export default undefined;
