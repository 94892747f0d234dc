/** A text that began within a sentence, as one of its own. */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
