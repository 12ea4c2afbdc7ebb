/** What a program that reads aloud is told of a PDF. By pdfium itself, of which its binding shows less than there is. */
import { PDFiumLibrary } from "@hyzyla/pdfium";

/** An element of the structure, the texts in it alone. */
export type Tagged = {
  readonly tag: string;
  /** `Row` or `Column`, of a title in a table. */
  readonly scope: string;
  readonly text: string;
};

export type Heard = { readonly pages: number; readonly isTagged: boolean; readonly elements: readonly Tagged[] };

type Pdfium = Readonly<Record<string, (...values: readonly number[]) => number>> & {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { readonly malloc: (size: number) => number; readonly free: (at: number) => void };
};

/** All elements as they are read, one after the other. */
export const hear = async (pdf: Uint8Array): Promise<Heard> => {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const { module, documentIdx } = document as unknown as { readonly module: Pdfium; readonly documentIdx: number };
  const call = (name: string, ...values: readonly number[]): number => {
    const known = module[`_${name}`];
    if (!known) throw new Error(`pdfium has no ${name}`);
    return known(...values);
  };
  const space = module.wasmExports.malloc(20_000);
  /** A text that is written to where it is told. */
  const textOf = (write: (at: number, size: number) => number): string => {
    const size = write(space, 10_000);
    return new TextDecoder("utf-16le").decode(module.HEAPU8.slice(space, space + Math.max(0, size - 2)));
  };
  const scopeKey = space + 10_000;
  const sizeKept = space + 10_008;
  module.HEAPU8.set(new TextEncoder().encode("Scope\0"), scopeKey);

  const scopeOf = (element: number): string => {
    if (call("FPDF_StructElement_GetAttributeCount", element) < 1) return "";
    const attributes = call("FPDF_StructElement_GetAttributeAtIndex", element, 0);
    const scope = call("FPDF_StructElement_Attr_GetValue", attributes, scopeKey);
    if (scope === 0) return "";
    return textOf((to, size) => {
      call("FPDF_StructElement_Attr_GetStringValue", scope, to, size, sizeKept);
      return new DataView(module.HEAPU8.buffer).getUint32(sizeKept, true);
    });
  };

  const elements: Tagged[] = [];
  const pages = document.getPageCount();
  for (let n = 0; n < pages; n++) {
    const page = call("FPDF_LoadPage", documentIdx, n);
    const letters = call("FPDFText_LoadPage", page);
    const texts = new Map<number, string>();
    for (let at = 0; at < call("FPDFPage_CountObjects", page); at++) {
      const object = call("FPDFPage_GetObject", page, at);
      const id = call("FPDFPageObj_GetMarkedContentID", object);
      const isText = call("FPDFPageObj_GetType", object) === 1;
      if (isText && id >= 0)
        texts.set(
          id,
          (texts.get(id) ?? "") + textOf((to, size) => call("FPDFTextObj_GetText", object, letters, to, size)),
        );
    }
    const visit = (element: number): void => {
      const ids = Array.from(
        { length: Math.max(0, call("FPDF_StructElement_GetMarkedContentIdCount", element)) },
        (_, at) => call("FPDF_StructElement_GetMarkedContentIdAtIndex", element, at),
      );
      elements.push({
        tag: textOf((to, size) => call("FPDF_StructElement_GetType", element, to, size)),
        scope: scopeOf(element),
        text: ids
          .map((id) => texts.get(id) ?? "")
          .join("")
          .trim(),
      });
      for (let at = 0; at < call("FPDF_StructElement_CountChildren", element); at++) {
        const child = call("FPDF_StructElement_GetChildAtIndex", element, at);
        if (child !== 0) visit(child);
      }
    };
    const tree = call("FPDF_StructTree_GetForPage", page);
    for (let at = 0; at < call("FPDF_StructTree_CountChildren", tree); at++)
      visit(call("FPDF_StructTree_GetChildAtIndex", tree, at));
    call("FPDF_StructTree_Close", tree);
    call("FPDFText_ClosePage", letters);
    call("FPDF_ClosePage", page);
  }
  const isTagged = call("FPDFCatalog_IsTagged", documentIdx) === 1;
  module.wasmExports.free(space);
  document.destroy();
  library.destroy();
  return { pages, isTagged, elements };
};
