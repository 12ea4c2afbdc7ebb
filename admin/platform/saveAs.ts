/** Gives the person a file: a spreadsheet's unless another media type is told. */
export const saveAs = (name: string, content: BlobPart, type = "text/csv;charset=utf-8"): void => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};
