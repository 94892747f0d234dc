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

const tidy: Record<Shell, { write: string; clean: string; count: string }> = {
  sh: {
    write: `printf 'name;city\\n Ada ; London\\nAda;London\\n\\nGrace ;New York\\n' > "$OUTPUT_DIR/guests.csv"`,
    clean: [
      '# Trims every cell, and drops empty and repeated lines.',
      `awk -F ';' -v OFS=';' '`,
      '  { for (i = 1; i <= NF; i++) gsub(/^[ \\t]+|[ \\t\\r]+$/, "", $i) }',
      '  NF && !seen[$0]++',
      `' "$INPUT_FILE" > "$OUTPUT_DIR/clean-$INPUT_NAME"`,
    ].join('\n'),
    count: `echo "$INPUT_NAME has $(($(wc -l < "$INPUT_FILE") - 1)) rows" | tee "$OUTPUT_DIR/report-$INPUT_NAME.txt"`,
  },
  powershell: {
    write: `Set-Content (Join-Path $env:OUTPUT_DIR 'guests.csv') "name;city","Ada ; London","Ada;London","","Grace ;New York"`,
    clean: [
      '# Trims every cell, and drops empty and repeated lines.',
      `$rows = Get-Content $env:INPUT_FILE | Where-Object { $_ } | ForEach-Object { ($_ -split ';').Trim() -join ';' }`,
      `Set-Content (Join-Path $env:OUTPUT_DIR "clean-$env:INPUT_NAME") ($rows | Select-Object -Unique)`,
    ].join('\n'),
    count: [
      `$report = "$env:INPUT_NAME has $((Get-Content $env:INPUT_FILE).Count - 1) rows"`,
      `Set-Content (Join-Path $env:OUTPUT_DIR "report-$env:INPUT_NAME.txt") $report`,
      'Write-Output $report',
    ].join('\n'),
  },
}

const csvCleanUp: Example = {
  id: 'csv-clean-up',
  title: 'CSV clean-up',
  kind: 'pipeline',
  shows: 'Input files',
  text: 'Trims the cells of CSV files, leaves out empty and repeated rows, and counts the rest. It writes a sample; for files of your own, leave out the first step and run it with --input.',
  partsFor: (shell) => ({
    kind: 'pipeline',
    source: `# To clean files of your own, delete the first step, put start = true in place of inputs = ["sample"],
# and run the pipeline with: --input guests.csv

[[step]]
name = "sample"
start = true
script = '''
${tidy[shell].write}
'''

[[step]]
name = "clean"
inputs = ["sample"]
script = '''
${tidy[shell].clean}
'''

[[step]]
name = "count"
inputs = ["clean"]
script = '''
${tidy[shell].count}
'''
`,
  }),
}

export const pipelineExamples: Example[] = [countWords, csvCleanUp]
