const large = ['GB', 'MB', 'KB'] as const

/** Sizes in lines of LocalFlow: a limit of 1,073,741,824 bytes is 1 GB, as people set it. */
export function sizeText(bytes: number): string {
  for (const base of [1_024, 1_000]) {
    for (const [at, unit] of large.entries()) {
      const value = bytes / base ** (large.length - at)
      if (value >= 1 && (base === 1_000 || (Number.isInteger(value) && value < base)))
        return `${Number(value.toFixed(1))} ${unit}`
    }
  }
  return bytes === 1 ? '1 byte' : `${bytes} bytes`
}

/** What a log says where a full disk cut it, after so many bytes. */
export const cutNote = (bytes: number, missing: number): string =>
  bytes === 0
    ? `the first ${sizeText(missing)} of output are missing: the disk was full`
    : `output was cut at ${sizeText(bytes)}: the disk was full, and ${sizeText(missing)} are missing here`
