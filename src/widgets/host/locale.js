// Numbers and dates in the reader's language and zone; formatters are made once, since making one costs far more.

const made = new Map();

function format(type, lang, options) {
  const key = `${type} ${lang} ${JSON.stringify(options)}`;
  if (!made.has(key)) {
    let formatter;
    try {
      formatter = new Intl[type](lang || undefined, options);
    } catch {
      // A language or zone that the browser does not know: its own language, and UTC.
      formatter = new Intl[type](undefined, options.timeZone ? { ...options, timeZone: "UTC" } : options);
    }
    made.set(key, formatter);
  }
  return made.get(key);
}

const DAY_MS = 86_400_000;

export const number = (lang, value) => format("NumberFormat", lang, { maximumFractionDigits: 1 }).format(value);
export const percent = (lang, share) =>
  format("NumberFormat", lang, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share);
export const plural = (lang, value) => format("PluralRules", lang, {}).select(value);
export const day = (lang, days) =>
  format("DateTimeFormat", lang, { day: "numeric", month: "short", timeZone: "UTC" }).format(days * DAY_MS);
export const month = (lang, days) =>
  format("DateTimeFormat", lang, { month: "short", year: "numeric", timeZone: "UTC" }).format(days * DAY_MS);
export const moment = (lang, timeZone, at) =>
  format("DateTimeFormat", lang, {
    day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short", timeZone,
  }).format(at);

/** How many minutes a zone is ahead of UTC at a moment. */
export function offset(timeZone, at) {
  const parts = format("DateTimeFormat", "en", {
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23", timeZone,
  }).formatToParts(at);
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const there = Date.UTC(of.year, of.month - 1, of.day, of.hour, of.minute);
  return Math.round((there - Math.floor(at / 60_000) * 60_000) / 60_000);
}
