/** Documents to read and print (PDF 1.7), tagged as PDF/UA-1 (ISO 14289-1) asks: who listens is told of headings, tables and their titles. */
// It has the letters of the Sámi languages, which names are written with.
import regular from "@expo-google-fonts/public-sans/400Regular/PublicSans_400Regular.ttf";
import bold from "@expo-google-fonts/public-sans/700Bold/PublicSans_700Bold.ttf";
import PDFDocument from "pdfkit";

export type Table = {
  /** The first column names the rows. */
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The other columns are words, where they are not numbers. */
  readonly isInWords?: true;
  /** A bar beside each row, the longest for the greatest. It says nothing that the row does not. */
  readonly bars?: readonly number[];
};

export type Section = {
  readonly heading: string;
  readonly text?: string;
  readonly table?: Table;
};

export type TaggedDocument = {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly madeAt: Date;
  readonly lead: readonly string[];
  readonly sections: readonly Section[];
  /** What stands below each page. */
  readonly footer: (page: number, of: number) => string;
};

// In points, of 1/72 inch.
const margin = 56;
const rowHeight = 20;
const [ink, soft, line, strong] = ["#1d292d", "#4d595c", "#b7c0be", "#1d5361"];

/** The file; its fonts hold the letters that are used, so that it looks alike everywhere. */
export const writePdf = async (document: TaggedDocument): Promise<Buffer> => {
  const { title, language, madeAt, sections } = document;
  const options = {
    size: "A4",
    margin,
    // None of those that a reader must have by itself.
    font: "",
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Author: "Samspill", Creator: "Samspill", CreationDate: madeAt, ModDate: madeAt },
  };
  // Its types are a version behind.
  const pdf = new PDFDocument(options as PDFKit.PDFDocumentOptions);
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  pdf.registerFont("regular", Buffer.from(regular));
  pdf.registerFont("bold", Buffer.from(bold));
  const whole = pdf.struct("Document");
  pdf.addStructure(whole);
  const width = pdf.page.width - 2 * margin;

  const write = (tag: string, text: string, font: string, size: number, color: string): void => {
    whole.add(
      pdf.struct(tag, {}, () => pdf.font(font).fontSize(size).fillColor(color).text(text, margin, pdf.y, { width })),
    );
  };

  /** What says nothing to who listens. */
  const draw = (drawing: () => void): void => {
    pdf.markContent("Artifact", { type: "Layout" });
    drawing();
    pdf.endMarkedContent();
  };

  const writeTable = ({ titles, rows, isInWords, bars }: Table): void => {
    const wide = bars ? 0.66 * width : width;
    const numbers = titles.length - 1;
    const first = isInWords ? 0.4 * wide : wide - numbers * Math.min(bars ? 70 : 110, (0.6 * wide) / numbers);
    const style = {
      structParent: whole,
      columnStyles: titles.map((_, n) => (n === 0 ? first : (wide - first) / numbers)),
      rowStyles: { minHeight: rowHeight, border: 0, padding: { top: 4, right: 6, bottom: 4, left: 0 } },
    };
    pdf.font("regular").fontSize(10).fillColor(ink);
    const table = pdf.table(style as PDFKit.Mixins.TableOptions);
    const cell = (text: string, n: number, heads: "Column" | "Row" | undefined) => ({
      text,
      type: heads ? ("TH" as const) : ("TD" as const),
      ...(heads && { scope: heads }),
      font: { src: heads === "Column" ? "bold" : "regular" },
      textColor: ink,
      align: { x: n === 0 || isInWords ? ("left" as const) : ("right" as const), y: "center" as const },
    });
    const greatest = Math.max(1, ...(bars ?? []));
    const writeRow = (cells: ReturnType<typeof cell>[], bar: number): void => {
      table.row(cells);
      draw(() => {
        pdf.lineWidth(0.5).strokeColor(line);
        pdf
          .moveTo(margin, pdf.y)
          .lineTo(margin + wide, pdf.y)
          .stroke();
        if (bar === 0) return;
        pdf.rect(margin + 0.68 * width, pdf.y - rowHeight + 5, (bar / greatest) * 0.32 * width, rowHeight - 10);
        pdf.fill(strong);
      });
    };
    writeRow(
      titles.map((text, n) => cell(text, n, "Column")),
      0,
    );
    for (const [n, row] of rows.entries())
      writeRow(
        row.map((text, at) => cell(text, at, at === 0 ? "Row" : undefined)),
        bars?.[n] ?? 0,
      );
    table.end();
  };

  write("H1", title, "bold", 22, ink);
  for (const text of document.lead) {
    pdf.moveDown(0.5);
    write("P", text, "regular", 11, soft);
  }
  for (const { heading, text, table } of sections) {
    // A heading and its table are not parted, as no page has room for less than the longest of them.
    const needed = 70 + (table ? (table.rows.length + 1) * rowHeight : 0);
    if (pdf.y + needed > pdf.page.maxY()) pdf.addPage();
    else pdf.y += 22;
    write("H2", heading, "bold", 14, strong);
    pdf.y += 4;
    if (text !== undefined) {
      write("P", text, "regular", 10, soft);
      pdf.y += 4;
    }
    if (table) writeTable(table);
  }

  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    // Below the margin, where text would begin another page.
    pdf.page.margins.bottom = 0;
    pdf.markContent("Artifact", { type: "Pagination", attached: ["Bottom"] });
    pdf.font("regular").fontSize(9).fillColor(soft);
    pdf.text(document.footer(page + 1, count), margin, pdf.page.height - 36, { width, height: 12, ellipsis: true });
    pdf.endMarkedContent();
  }
  whole.end();
  const ended = new Promise((end) => pdf.once("end", end));
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
};
