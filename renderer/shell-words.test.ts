import { expect, it } from 'vitest'
import { joinWords, splitWords } from './shell-words.ts'

it.each([
  [['python3', '-u']],
  [['sh', '-c', 'echo "a b"', '']],
  [['C:\\Program Files\\nodejs\\node.exe', 'D:\\data dir\\']],
  [['\\\\server\\share a\\run.exe']],
  [["it's", '"quoted"', `both " and '`]],
  [['a"b', "a'b"]],
])('words are the same after they were written in one line: %j', (words) => {
  expect(splitWords(joinWords(words))).toEqual(words)
})

it('quotes of both kinds keep words together', () => {
  expect(splitWords(`bash -c 'echo "hi"'  "two words"`)).toEqual(['bash', '-c', 'echo "hi"', 'two words'])
})
