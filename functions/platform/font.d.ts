/** A font's file, which the building of the functions puts among their code. */
declare module "*.ttf" {
  const bytes: Uint8Array;
  export default bytes;
}
