import type { Example } from './example.ts'
import { script } from './script.ts'

const backup: Example = {
  id: 'backup',
  title: 'Backup with rotation',
  kind: 'job',
  shows: 'Parameters, schedule',
  text: 'Packs a folder into an archive every night and keeps the newest ones. Until you choose a folder, it packs a small sample.',
  partsFor: (shell) => ({
    kind: 'job',
    job: {
      params: {
        source: { type: 'folder', title: 'Folder', description: 'What to back up. Empty: a small sample' },
        target: { type: 'folder', title: 'Backups', description: 'Where archives go. Empty: a folder for temporary files' },
        keep: { type: 'integer', title: 'Archives to keep', default: 7, min: 1, max: 1_000 },
      },
      body: script(shell, {
        sh: `set -eu
place="\${TMPDIR:-/tmp}/localflow-example-backup"
source="\${LOCALFLOW_PARAM_SOURCE:-}"
target="\${LOCALFLOW_PARAM_TARGET:-$place}"
mkdir -p "$target"
if [ -z "$source" ]; then
  source="$place/sample"
  mkdir -p "$source"
  date > "$source/written.txt"
fi

# A part that is not finished never has the name of an archive.
archive="$target/backup-$(date +%Y%m%d-%H%M%S)-$$.tar.gz"
tar -czf "$archive.part" -C "$source" .
mv "$archive.part" "$archive"
echo "Wrote $archive"

ls -1t "$target"/backup-*.tar.gz | tail -n +"$((LOCALFLOW_PARAM_KEEP + 1))" | while IFS= read -r old; do
  rm -- "$old"
  echo "Removed $old"
done
`,
        powershell: `$ErrorActionPreference = 'Stop'
$place = Join-Path ([IO.Path]::GetTempPath()) 'localflow-example-backup'
$source = $env:LOCALFLOW_PARAM_SOURCE
$target = if ($env:LOCALFLOW_PARAM_TARGET) { $env:LOCALFLOW_PARAM_TARGET } else { $place }
New-Item -ItemType Directory -Force $target | Out-Null
if (-not $source) {
  $source = Join-Path $place 'sample'
  New-Item -ItemType Directory -Force $source | Out-Null
  Get-Date | Set-Content (Join-Path $source 'written.txt')
}

$archive = Join-Path $target "backup-$(Get-Date -Format yyyyMMdd-HHmmss)-$PID.zip"
Compress-Archive -Path (Join-Path $source '*') -DestinationPath $archive
Write-Output "Wrote $archive"

Get-ChildItem $target -Filter 'backup-*.zip' | Sort-Object LastWriteTime -Descending |
  Select-Object -Skip ([int]$env:LOCALFLOW_PARAM_KEEP) | ForEach-Object {
    Remove-Item $_.FullName
    Write-Output "Removed $($_.FullName)"
  }
`,
      }),
    },
    schedule: { timing: { kind: 'cron', expr: '30 2 * * *' } },
  }),
}

const databaseDump: Example = {
  id: 'database-dump',
  title: 'Database dump',
  kind: 'job',
  shows: 'Files of a run',
  text: 'Dumps a database and refuses an empty dump. The dump is kept with its run, under Files. It dumps a sample until you replace one line with pg_dump, mysqldump or sqlite3.',
  partsFor: (shell) => ({
    kind: 'job',
    job: {
      body: script(shell, {
        sh: `set -eu
# Replace the line in dump with your own, such as: pg_dump shop
dump() {
  printf 'CREATE TABLE guest (name TEXT);\\nINSERT INTO guest VALUES (%s);\\n' "'Ada'"
}

# Files in OUTPUT_DIR are kept with the run.
file="$OUTPUT_DIR/dump.sql"
dump > "$file"
[ -s "$file" ] || { echo "The dump is empty" >&2; exit 1; }
echo "Dumped $(wc -l < "$file") lines"
`,
        powershell: `$ErrorActionPreference = 'Stop'
# Replace the lines in Dump with your own, such as: pg_dump shop
function Dump {
  'CREATE TABLE guest (name TEXT);'
  "INSERT INTO guest VALUES ('Ada');"
}

# Files in OUTPUT_DIR are kept with the run.
$file = Join-Path $env:OUTPUT_DIR 'dump.sql'
Dump | Set-Content $file
if ((Get-Item $file).Length -eq 0) { [Console]::Error.WriteLine('The dump is empty'); exit 1 }
Write-Output "Dumped $((Get-Content $file).Count) lines"
`,
      }),
      retry: { maxAttempts: 3, backoff: { kind: 'exponential', delayMs: 10_000 } },
    },
    schedule: { timing: { kind: 'cron', expr: '0 3 * * *' } },
  }),
}

export const keepSafeExamples: Example[] = [backup, databaseDump]
