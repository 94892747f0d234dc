/** Where the samples of an attempt's processes are stored: JSON, one sample a line, next to its log. */
export const samplesPath = (logPath: string): string => `${logPath}.samples`
