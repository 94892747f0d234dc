const invalidValue =
  /^(?:option '(?:-\w, )?(--[\w-]+)[^']*' argument|command-argument value) '(.*?)' is invalid(?: for argument '([\w-]+)')?\. /s

/** An error of Commander, such as `error: unknown option '--x'`, in the form of all others. */
export function usageError(text: string): string {
  const [first = '', ...others] = text
    .trim()
    .replace(/^error: /, '')
    .replace(invalidValue, (_, option: string | undefined, value: string, argument = '') => {
      return `"${value}" is not valid for ${option ?? `<${argument}>`}. `
    })
    .split('\n')
  const sentences = [first, ...others].map((line) =>
    line
      .replace(/^\(Did you mean (one of )?(.+)\?\)$/, (_, many: string | undefined, names: string) =>
        many ? `Did you mean one of ${names}?` : `Did you mean "${names}"?`,
      )
      .replaceAll(/(?<=^|\s)'(.*?)'(?=$|[\s.:])/g, '"$1"'),
  )
  const whole = sentences.map((line) => (/[.?]$/.test(line) ? line : `${line}.`)).join(' ')
  return `lf: ${whole.charAt(0).toUpperCase()}${whole.slice(1)}\n`
}
