/** A file or a pasted text as the API takes it: packed, in base64. */
export const sentFile = async (content: Blob): Promise<string> => {
  const packed = await new Response(content.stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  let letters = "";
  for (const byte of new Uint8Array(packed)) letters += String.fromCharCode(byte);
  return btoa(letters);
};
