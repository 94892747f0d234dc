import type { Body, Job } from '../model/job.ts'
import { namesSecret } from '../model/secret.ts'

export function commandOf({ body, cwd, env, stdin }: Job): { line: string } | { why: string } {
  const command = shellTextOf(body)
  if ('why' in command) return command
  if (stdin?.from === 'params') return { why: 'it reads its parameters, and a crontab has none' }
  if (Object.keys(env).some((name) => !/^[A-Za-z_]\w*$/.test(name))) return { why: 'it has a variable that no shell could set' }
  if (Object.values(env).some(namesSecret)) return { why: 'it names a secret, which a crontab would show' }
  const before = [
    ...(cwd === null ? [] : [`cd ${quotedPath(cwd)}`]),
    ...Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`),
  ]
  const file = stdin?.from === 'file' ? ` < ${quotedPath(stdin.path)}` : ''
  // What is several commands stays one: the folder, the variables and the input are those of all of them.
  const isOne = before.length === 0 && file === ''
  const text = command.isCode && !isOne ? `/bin/sh -c ${quoted(command.text)}` : command.text
  const line = `${[...before, text].join(' && ')}${file}`
  if (/[\r\n]/.test(line)) return { why: 'its command has several lines, and in a crontab it can have one only' }
  const input = stdin?.from === 'text' ? stdin.text.replace(/\n$/, '') : null
  if (/\\%/.test(line) || (input !== null && /\\(?:%|\n|$)/.test(input)))
    return { why: 'it has a backslash where a crontab would take it for its own' }
  return { line: `${escaped(line)}${input === null ? '' : `%${escaped(input).replaceAll('\n', '%')}`}` }
}

/** An unescaped percent sign ends a command. */
const escaped = (text: string): string => text.replaceAll('%', '\\%')

/** `isCode`: a shell has to read it; else it is a program with its words. */
function shellTextOf(body: Body): { text: string; isCode: boolean } | { why: string } {
  switch (body.kind) {
    case 'command': {
      const [flag, text] = body.args
      // What came from a crontab is what it was.
      if (body.command === '/bin/sh' && flag === '-c' && text !== undefined && body.args.length === 2)
        return { text, isCode: true }
      return { text: [quotedPath(body.command), ...body.args.map(quoted)].join(' '), isCode: false }
    }
    case 'script': {
      const text = body.script.trim()
      if (text.includes('\n')) return { why: 'its script has several lines: save it as a file, and run that' }
      const [program, ...args] = body.interpreter
      if (program === undefined || (/(^|\/)sh$/.test(program) && args.length === 0)) return { text, isCode: true }
      if (!/(^|\/)(?:ba|z|da|k)sh$/.test(program)) return { why: `its script is for ${program}: save it as a file, and run that` }
      return { text: [quotedPath(program), ...args.map(quoted), '-c', quoted(text)].join(' '), isCode: false }
    }
    case 'http':
      return { why: 'it is a request, and no command' }
    case 'builtin':
      return { why: 'it is a function of LocalFlow, and no command' }
    case 'flow':
      return { why: 'it is a flow, and no command' }
  }
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

const quotedPath = (path: string): string => (path.startsWith('~/') ? `"$HOME"/${quoted(path.slice(2))}` : quoted(path))
