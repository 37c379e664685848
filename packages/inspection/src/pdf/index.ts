export { openPdf, PDF_PROBLEMS, type PdfLimits, type PdfProblem, PdfRefusal } from './open-pdf.ts';
