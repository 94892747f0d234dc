import { AppError } from '../../../shared/errors.ts'

const [ctrlC, ctrlD] = ['\u0003', '\u0004']

/** Asks on the terminal without showing the answer. */
export function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  let answer = ''
  return new Promise((resolve, reject) => {
    function end(): void {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', take)
      stderr.write('\n')
    }
    function take(text: string): void {
      for (const character of text) {
        if (character === '\r' || character === '\n') {
          end()
          return resolve(answer)
        }
        if (character === ctrlC || character === ctrlD) {
          end()
          return reject(new AppError('invalid', 'Cancelled. Nothing was set.'))
        }
        if (character === '\u007f' || character === '\b') answer = [...answer].slice(0, -1).join('')
        else answer += character
      }
    }
    stdin.on('data', take)
    stdin.resume()
  })
}
