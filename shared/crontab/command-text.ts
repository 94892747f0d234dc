import type { Body, Job } from '../model/job.ts'
import { namesSecret } from '../model/secret.ts'

export function commandOf({ body, cwd, env, stdin }: Job): { line: string } | { why: string } {
  const command = shellTextOf(body)
  if ('why' in command) return command
  if (stdin?.from === 'params') return { why: 'it reads its parameters from standard input, and cron has none' }
  if (Object.keys(env).some((name) => !/^[A-Za-z_]\w*$/.test(name)))
    return { why: 'one of its variables has a name that a shell cannot set' }
  if (Object.values(env).some(namesSecret)) return { why: 'it uses a secret, which the crontab would reveal' }
  const before = [
    ...(cwd === null ? [] : [`cd ${quotedPath(cwd)}`]),
    ...Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`),
  ]
  const file = stdin?.from === 'file' ? ` < ${quotedPath(stdin.path)}` : ''
  // A shell command with && or ; must stay one command, so that the folder, the variables and the input apply to all of it.
  const isOne = before.length === 0 && file === ''
  const text = command.isCode && !isOne ? `/bin/sh -c ${quoted(command.text)}` : command.text
  const line = `${[...before, text].join(' && ')}${file}`
  if (/[\r\n]/.test(line)) return { why: 'its command has several lines, and a crontab allows one' }
  const input = stdin?.from === 'text' ? stdin.text.replace(/\n$/, '') : null
  if (/\\%/.test(line) || (input !== null && /\\(?:%|\n|$)/.test(input)))
    return { why: 'cron would interpret a backslash in its command' }
  return { line: `${escaped(line)}${input === null ? '' : `%${escaped(input).replaceAll('\n', '%')}`}` }
}

/** An unescaped percent sign ends a command. */
const escaped = (text: string): string => text.replaceAll('%', '\\%')

/** `isCode`: the text is for a shell; otherwise it is a program with its arguments. */
function shellTextOf(body: Body): { text: string; isCode: boolean } | { why: string } {
  switch (body.kind) {
    case 'command': {
      const [flag, text] = body.args
      // A line that was imported from a crontab is exported unchanged.
      if (body.command === '/bin/sh' && flag === '-c' && text !== undefined && body.args.length === 2)
        return { text, isCode: true }
      return { text: [quotedPath(body.command), ...body.args.map(quoted)].join(' '), isCode: false }
    }
    case 'script': {
      const text = body.script.trim()
      if (text.includes('\n')) return { why: 'its script has more than one line. Save it as a file and run that file' }
      const [program, ...args] = body.interpreter
      if (program === undefined || (/(^|\/)sh$/.test(program) && args.length === 0)) return { text, isCode: true }
      if (!/(^|\/)(?:ba|z|da|k)sh$/.test(program))
        return { why: `its script is for ${program}: save it as a file and run the file` }
      return { text: [quotedPath(program), ...args.map(quoted), '-c', quoted(text)].join(' '), isCode: false }
    }
    case 'http':
      return { why: 'it is an HTTP request' }
    case 'builtin':
      return { why: 'it is a function of LocalFlow' }
    case 'flow':
      return { why: 'it is a flow' }
    case 'pipeline':
      return { why: 'it is a pipeline' }
  }
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

const quotedPath = (path: string): string => (path.startsWith('~/') ? `"$HOME"/${quoted(path.slice(2))}` : quoted(path))
