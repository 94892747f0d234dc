import type { Example, Shell } from './example.ts'

const steps: Record<Shell, { write: string; count: string }> = {
  sh: {
    write: [
      `printf 'one two three\\n' > "$OUTPUT_DIR/short.txt"`,
      `printf 'one two three four five six\\n' > "$OUTPUT_DIR/long.txt"`,
    ].join('\n'),
    count: `wc -w < "$INPUT_FILE" > "$OUTPUT_DIR/words-$INPUT_NAME"`,
  },
  powershell: {
    write: [
      `Set-Content (Join-Path $env:OUTPUT_DIR 'short.txt') 'one two three'`,
      `Set-Content (Join-Path $env:OUTPUT_DIR 'long.txt') 'one two three four five six'`,
    ].join('\n'),
    count: [
      `$words = (Get-Content $env:INPUT_FILE | Measure-Object -Word).Words`,
      `Set-Content (Join-Path $env:OUTPUT_DIR "words-$env:INPUT_NAME") $words`,
    ].join('\n'),
  },
}

const countWords: Example = {
  id: 'count-words',
  title: 'Count words',
  kind: 'pipeline',
  shows: 'Pipeline',
  text: 'Writes two texts and counts the words of each; all four files are under Files, with their origin. Run it again, and LocalFlow reuses the results.',
  partsFor: (shell) => ({
    kind: 'pipeline',
    source: `# Each step writes files into OUTPUT_DIR. The next step runs once for each of them, as its INPUT_FILE.

[[step]]
name = "write"
start = true
script = '''
${steps[shell].write}
'''

[[step]]
name = "count"
inputs = ["write"]
script = '''
${steps[shell].count}
'''
`,
  }),
}

export const pipelineExamples: Example[] = [countWords]
