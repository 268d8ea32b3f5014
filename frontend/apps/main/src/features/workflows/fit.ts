/** How a drawing is brought into sight: with some air, and never larger than life. */
export const FIT = { padding: 0.15, maxZoom: 1 };
