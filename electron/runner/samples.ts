/** Where the looks at an attempt's processes are kept: JSON, one look a line, beside its log. */
export const samplesPath = (logPath: string): string => `${logPath}.samples`
