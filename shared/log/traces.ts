import { levelOf } from './level.ts'

/** Lines after which a trace that never ends is closed. */
const longestTrace = 5_000

type Kind = 'python' | 'frames' | 'go' | 'rust'
type Trace = { kind: Kind; start: number; end: number; isOver: boolean }

const frame = /^\s+at (?:\S.*)?\S/
const uncaught = /^(?:Exception in thread|Uncaught|Unhandled)/
const framesGoOn =
  /^(?:\s+at |\s*\.\.\. \d+ (?:more|common frames|lines matching)|\s*Caused by: |\s*Suppressed: |\s*--- End of |\s+\[errors\]|\s+\[cause\]: )/
const python = /(?:^|\W)Traceback \(most recent call last\):\s*$/
const pythonLink =
  /^\s*(?:The above exception was the direct cause|During handling of the above exception|\s*\+ Exception Group Traceback|.*Traceback \(most recent call last\):)/
const goHead = /^(?:panic: |fatal error: |unexpected fault address|SIG[A-Z]+: |goroutine \d+ \[[^\]]+\]:)/
const goGoesOn =
  /^(?:\s*$|\t|\[signal |goroutine \d+|created by |panic: |[\w./*()[\]{}$%-]+\(.*\)\s*$|\.\.\.additional frames|exit status \d+)/
const rustHead = /^thread '[^']*' (?:\(\d+\) )?(?:panicked at|has overflowed)/
const rustGoesOn = /^(?:stack backtrace:|\s+\d+: |\s+at |note: |\s+(?:left|right): )/

export type Levels = ReturnType<typeof createLevels>

/** Levels and traces of lines taken in their order. */
export function createLevels(last: { error: number; trace: number } = { error: 0, trace: 0 }) {
  let errors: number[] = []
  let warnings: number[] = []
  let traces: number[] = []
  let lastError = last.error
  let lastTrace = last.trace
  let open: Trace | null = null

  function close(): void {
    if (open && open.end > open.start) {
      traces.push(open.start, open.end)
      lastTrace = open.end
    }
    open = null
  }

  function addError(n: number): void {
    errors.push(n)
    lastError = n
  }

  /** A trace that a logger wrote below an error belongs to it: both are one error. */
  function begin(kind: Kind, head: number, n: number, isLogged = false): void {
    let start = head
    if (isLogged && lastError === head && errors.at(-2) === head - 1 && head - 1 > lastTrace) {
      errors.pop()
      lastError = head - 1
    }
    if (isLogged && lastError === head - 1 && head - 1 > lastTrace) start = head - 1
    else if (lastError !== head) addError(head)
    open = { kind, start, end: n, isOver: false }
  }

  function goesOn(trace: Trace, n: number, text: string): boolean {
    if (n - trace.start > longestTrace) return false
    const belongs = continues[trace.kind](trace, text, n)
    if (belongs && text.trim() !== '') trace.end = n
    return belongs
  }

  return {
    /** `before`: the line before it; null if that is not known, or belongs to a trace. */
    take(n: number, text: string, before: string | null): void {
      if (open) {
        if (goesOn(open, n, text)) return
        close()
      }
      if (python.test(text)) return begin('python', n, n, true)
      if (rustHead.test(text)) return begin('rust', n, n)
      if (goHead.test(text)) return begin('go', n, n)
      if (frame.test(text) && before !== null && before.trim() !== '' && n - 1 > lastTrace && isFrame(text))
        return begin('frames', n - 1, n, !uncaught.test(before))
      const level = levelOf(text)
      if (level === 'error') addError(n)
      else if (level === 'warning') warnings.push(n)
    },
    isOpen: () => open !== null,
    hasError: () => errors.length > 0,
    /** Before this line everything is final, if `n` is the newest line that was taken or skipped. */
    finalBefore: (n: number): number => Math.max(1, Math.min(open?.start ?? n - 1, n - 1)),
    finish: close,
    /** Returns what is final before a line, and forgets it. */
    taken(before: number) {
      const isFinal = (n: number): boolean => n < before
      const ended = traces.filter((_, at) => isFinal(traces[at - (at % 2)] ?? 0))
      const found = { errors: errors.filter(isFinal), warnings: warnings.filter(isFinal), traces: ended }
      errors = errors.filter((n) => !isFinal(n))
      warnings = warnings.filter((n) => !isFinal(n))
      traces = traces.slice(ended.length)
      return found
    },
  }
}

/** A frame names a file with a line, or a function with its arguments. */
const isFrame = (text: string): boolean =>
  /[\w$>)]\s*\(.*\)|:\d+(?::\d+)?\)?\s*\{?$| in .+:line \d+|^\s+at (?:async )?[\w$.<>]+(?: \[as [^\]]+\])?$/.test(text)

const continues: Record<Kind, (trace: Trace, text: string, n: number) => boolean> = {
  python(trace, text) {
    if (pythonLink.test(text)) {
      trace.isOver = false
      return true
    }
    if (text.trim() === '') return true
    if (trace.isOver) return false
    // The first line without an indent is the exception.
    if (/^\S/.test(text)) trace.isOver = true
    return true
  },
  frames(trace, text) {
    // Properties of an error of Node follow the frames in braces.
    if (trace.isOver) {
      if (/^\s*\}/.test(text)) trace.isOver = false
      return /^\s/.test(text) || text.startsWith('}')
    }
    if (/^\s+at .*\{\s*$/.test(text)) trace.isOver = true
    return framesGoOn.test(text)
  },
  go: (_, text) => goGoesOn.test(text),
  rust(trace, text, n) {
    // The message of a panic stands below its place.
    return n === trace.start + 1 || rustGoesOn.test(text)
  },
}
