import { checkCron } from '../cron/check.ts'
import { freeName } from '../import/plan.ts'
import { isZone } from '../schedule/local-time.ts'

/** One line of a crontab that can be taken over, as cron would run it. */
export type CrontabEntry = {
  line: number
  name: string
  /** `@reboot` is none that occurs. */
  expr: string
  /** Null: that of the computer. */
  tz: string | null
  shell: string
  command: string
  /** What follows an unescaped percent sign; null where there is none. */
  stdin: string | null
  env: Record<string, string>
  /** In the system form: who runs it. */
  user: string | null
  /** What is not the same as with cron, in words. */
  differences: string[]
}

export type CrontabProblem = { line: number; text: string; message: string }
export type Crontab = { entries: CrontabEntry[]; problems: CrontabProblem[] }

type Facts = Pick<CrontabEntry, 'tz' | 'user' | 'command'> & {
  isReboot: boolean
  mailTo: string | undefined
  form: 'user' | 'system'
}
type State = { env: Record<string, string>; comment: string | null; names: Set<string> }

/**
 * Reads a crontab, in the form of a person's own or of the system's (with a user column). A line that is wrong is named
 * and left out; the others are not held up by it.
 */
export function parseCrontab(text: string, form: 'user' | 'system'): Crontab {
  const state: State = { env: {}, comment: null, names: new Set() }
  const result: Crontab = { entries: [], problems: [] }
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const read = raw.trimStart()
    if (read.trim() === '') {
      state.comment = null
      continue
    }
    if (read.startsWith('#')) {
      state.comment = nameOfComment(read) ?? state.comment
      continue
    }
    const setting = settingOf(read)
    if (setting) {
      state.env[setting.name] = setting.value
      continue
    }
    const found = entryOf(read, line, form, state)
    if ('message' in found) result.problems.push({ line, text: raw, message: found.message })
    else result.entries.push(found)
    state.comment = null
  }
  return result
}

/** A heading of the columns, or a line that was commented out, is no name. */
function nameOfComment(text: string): string | null {
  const words = text.replace(/^#+\s*/, '').trim()
  if (words === '' || /^m(in(ute)?)?\s+h(our)?\b/i.test(words) || /^([\d*/,-]+\s+){4}/.test(words) || settingOf(words))
    return null
  return words.slice(0, 100)
}

/** NAME = value, with or without quotes around either. */
function settingOf(text: string): { name: string; value: string } | null {
  const match = /^(?:"([^"]+)"|'([^']+)'|([A-Za-z_]\w*))\s*=\s*(.*)$/.exec(text)
  if (!match) return null
  const value = (match[4] ?? '').trim()
  const quoted = /^(["'])(.*)\1$/.exec(value)
  return { name: match[1] ?? match[2] ?? match[3] ?? '', value: quoted ? (quoted[2] ?? '') : value }
}

function entryOf(text: string, line: number, form: 'user' | 'system', state: State): CrontabEntry | { message: string } {
  const columns = text.startsWith('@') ? 1 : 5
  const match = new RegExp(`^((?:\\S+\\s+){${columns - 1}}\\S+)\\s+(.*)$`).exec(text)
  if (!match) return { message: `It has too few columns: ${columns === 1 ? 'a time' : 'five that say when'}, then what to run.` }
  const [, expr = '', rest = ''] = match
  const isReboot = expr.toLowerCase() === '@reboot'
  const issues = isReboot ? [] : checkCron(expr)
  if (issues[0]) return { message: issues.map(({ message }) => message).join(' ') }
  const [user, order] = form === 'system' ? splitUser(rest) : [null, rest]
  if (order.trim() === '')
    return { message: form === 'system' ? 'It names a user, and nothing to run.' : 'It says when, and nothing to run.' }
  const { command, stdin } = splitPercent(order)
  const { SHELL: shell = '/bin/sh', MAILTO: mailTo, CRON_TZ: tz = null, ...env } = state.env
  if (tz !== null && !isZone(tz)) return { message: `Its CRON_TZ is "${tz}", and there is no such time zone.` }
  const differences = differencesOf({ isReboot, mailTo, user, tz, form, command })
  const name = freeName(state.comment ?? nameOfCommand(command), state.names)
  return { line, name, expr: isReboot ? '@reboot' : expr, tz, shell, command: command.trim(), stdin, env, user, differences }
}

/** What is not the same as with cron. */
function differencesOf({ isReboot, mailTo, user, tz, form, command }: Facts): string[] {
  return [
    isReboot ? 'it ran as the computer started; here it runs each time that LocalFlow starts' : null,
    'cron runs it with little more than PATH and HOME in its environment; here it has that of your login shell, and what the crontab sets over it',
    ...(mailTo === undefined
      ? []
      : [
          mailTo === ''
            ? null
            : `its output was mailed to ${mailTo}; here it is kept in the log of the run, and failures are notified`,
        ]),
    ...(user === null ? [] : [`it ran as ${user}; here it runs as you`]),
    ...(tz === null ? [] : ['CRON_TZ is the zone of this schedule; Debian’s cron ignores it']),
    ...(form === 'user' && /^(root|daemon|www-data|nobody)\s/.test(command)
      ? [`it begins with the name of a user: if this is a crontab of the system, import it with --system`]
      : []),
  ].filter((words) => words !== null)
}

function splitUser(text: string): [user: string, order: string] {
  const match = /^(\S+)\s*(.*)$/.exec(text)
  return [match?.[1] ?? '', match?.[2] ?? '']
}

/**
 * As cron reads it: the first percent sign that no backslash escapes ends the command, the others are the line ends of its
 * input. A backslash before anything else stays, and escapes that.
 */
function splitPercent(text: string): { command: string; stdin: string | null } {
  const parts = ['']
  const put = (piece: string): void => void parts.push((parts.pop() ?? '') + piece)
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    const next = text[at + 1]
    if (char === '%') parts.push('')
    else if (char === '\\' && next === '%') {
      put('%')
      at++
    } else if (char === '\\' && next === '\\') {
      put('\\\\')
      at++
    } else put(char)
  }
  const [command = '', ...lines] = parts
  return { command, stdin: lines.length === 0 ? null : `${lines.join('\n')}\n` }
}

/** A comment at its end, or its first words. */
function nameOfCommand(command: string): string {
  const comment = /\s#\s*([^"'#]+)$/.exec(command)?.[1]?.trim()
  if (comment) return comment.slice(0, 100)
  // Where its output goes is no name.
  const words = command
    .trim()
    .split(/\s+/)
    .filter((word) => !/^\d?[<>]/.test(word))
    .map((word) => word.replaceAll(/["']/g, ''))
  const program = words[0]?.split('/').at(-1) ?? 'command'
  return [program, ...words.slice(1, 4)].join(' ').slice(0, 60)
}
