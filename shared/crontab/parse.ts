import { checkCron } from '../cron/check.ts'
import { freeName } from '../import/plan.ts'
import { isZone } from '../schedule/local-time.ts'

/** One line of a crontab, as cron would run it. */
export type CrontabEntry = {
  line: number
  name: string
  /** A cron expression, or `@reboot`. */
  expr: string
  /** Null for the zone of the computer. */
  tz: string | null
  shell: string
  command: string
  /** The text after an unescaped percent sign, or null. */
  stdin: string | null
  env: Record<string, string>
  /** The user column of the system form. */
  user: string | null
  /** How running it here differs from cron, as sentences. */
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
 * Reads a crontab in the user form or the system form (with a user column). Lines with errors are reported and left out; the
 * others are read.
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

/** Column headings and lines that were commented out are not names. */
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
  if (!match)
    return {
      message: `The line has too few columns: cron needs ${columns === 1 ? 'a time such as @daily' : 'five columns for the time'}, then a command.`,
    }
  const [, expr = '', rest = ''] = match
  const isReboot = expr.toLowerCase() === '@reboot'
  const issues = isReboot ? [] : checkCron(expr)
  if (issues[0]) return { message: issues.map(({ message }) => message).join(' ') }
  const [user, order] = form === 'system' ? splitUser(rest) : [null, rest]
  if (order.trim() === '')
    return {
      message: form === 'system' ? 'The line has a time and a user, but no command.' : 'The line has a time, but no command.',
    }
  const { command, stdin } = splitPercent(order)
  const { SHELL: shell = '/bin/sh', MAILTO: mailTo, CRON_TZ: tz = null, ...env } = state.env
  if (tz !== null && !isZone(tz)) return { message: `CRON_TZ is "${tz}", and there is no such time zone.` }
  const differences = differencesOf({ isReboot, mailTo, user, tz, form, command })
  const name = freeName(state.comment ?? nameOfCommand(command), state.names)
  return { line, name, expr: isReboot ? '@reboot' : expr, tz, shell, command: command.trim(), stdin, env, user, differences }
}

/** How running the line here differs from cron. */
function differencesOf({ isReboot, mailTo, user, tz, form, command }: Facts): string[] {
  return [
    isReboot ? 'cron runs it when the computer starts; LocalFlow runs it each time LocalFlow starts' : null,
    'cron runs it with little more than PATH and HOME; LocalFlow runs it in the environment of your login shell, with the variables of the crontab',
    ...(mailTo === undefined
      ? []
      : [
          mailTo === ''
            ? null
            : `cron mails its output to ${mailTo}; LocalFlow keeps it in the log of the run and notifies you of failures`,
        ]),
    ...(user === null ? [] : [`cron runs it as ${user}; LocalFlow runs it as you`]),
    ...(tz === null ? [] : ['this schedule uses the time zone in CRON_TZ, which Debian’s cron ignores']),
    ...(form === 'user' && /^(root|daemon|www-data|nobody)\s/.test(command)
      ? [`the command starts with the name of a user: if this is a system crontab, import it with --system`]
      : []),
  ].filter((words) => words !== null)
}

function splitUser(text: string): [user: string, order: string] {
  const match = /^(\S+)\s*(.*)$/.exec(text)
  return [match?.[1] ?? '', match?.[2] ?? '']
}

/**
 * As in cron, the first unescaped percent sign ends the command, and the others are line breaks of its input. A backslash before
 * any other character stays.
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

/** The comment at the end of the line, else the first words of the command. */
function nameOfCommand(command: string): string {
  const comment = /\s#\s*([^"'#]+)$/.exec(command)?.[1]?.trim()
  if (comment) return comment.slice(0, 100)
  // Redirections say nothing about the command.
  const words = command
    .trim()
    .split(/\s+/)
    .filter((word) => !/^\d?[<>]/.test(word))
    .map((word) => word.replaceAll(/["']/g, ''))
  const program = words[0]?.split('/').at(-1) ?? 'command'
  const name = [program, ...words.slice(1, 4)].join(' ').slice(0, 60)
  return name.replace(/[\s|&;]+$/, '') || 'command'
}
