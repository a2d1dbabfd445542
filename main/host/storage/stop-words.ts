import { lazily } from '#domain/records/lazily.ts';
import { foldText, isUnspaced } from './search-text.ts';

/**
 * Words that say nothing about what is broken, English, German and Swedish, as people write them to a service desk: "printer does not print" must not
 * find everything that does not do something.
 */
// biome-ignore format: a list is read as a list
const STOP_WORDS =
  `a about after again all also always am an and any anymore are aren around as at away be because been before being both but by
  can cannot cant could couldn did didn do does doesn doesnt doing don done dont down during each else error even ever every everything
  few first for from full gave get gets getting give gives go goes going gone good got had has hasn have haven having hello help her here
  him his how however i if in into is isn issue it its itself just keep keeps kind know last let like long made make makes many may me
  message might more morning most much must my need needs never new next no nobody none not nothing now of off often old on once one only
  onto or other our out over own please problem problems properly really right said same say says see seems send shall she should show
  shows since so some somebody someone something sometimes soon still such suddenly take than thank thanks that the their them then there these
  they thing things this those though through time to today together told too tried try trying turn turned under until up upon us use used
  user users uses using very via want wants was wasn way we well went were what when where whether which while who whole why will with
  within without won work worked working works would wouldn yes yesterday yet you your
  aber alle allem allen aller alles als also am an andere anderen auch auf aus ausserdem außerdem bei beim bekomme bekommt bereits bin bis
  bitte braucht da dabei damit danach dann daran das dass dasselbe dazu dein dem den denn der des deshalb die dies diese diesem diesen
  dieser dieses doch dort du durch ein eine einem einen einer eines einfach einmal er erst es etwas euch fehler für funktioniert
  funktionieren ganz geht gar geben gegen gehen genau gerade gestern gibt habe haben hallo hat hatte hatten heute hier hilfe ich ihr ihre
  ihrem ihren im immer in ins ist ja jede jedem jeden jeder jedes jetzt kann kannst kein keine keinen keiner können könnte kommt
  lässt lange machen macht mal man mehr mein meine meinem meinen meiner meldung mich mir mit morgen muss müssen nach nachdem nein neu
  neue neuen neuer nicht nichts nie niemand noch nun nur ob oder oft ohne problem probleme schon sehr sein seine seit sich sie sind so sogar
  soll sollen sollte sondern sonst sowie über um und uns unser unter user viel viele vom von vor wann war waren warum was wegen weil weiter
  welche welcher wenn wer werden wie wieder will wir wird wo wurde wurden zeigt zu zum zur zwar zwischen
  aldrig alla alltid allt andra annan att bara behöver blev bli blir blivit borde båda både dag de deras dem den denna deras dess det detta dig
  din dina ditt du där efter eller en er era ett fel finns fick flera fram från få får fått fungerar för före första ge ger gick gång gånger
  gått gör göra ha hade han har hej hela henne hennes hjälp hon honom hur här i idag igen ifrån igår in inga ingen inget ingenting innan inte
  ja jag kan kanske kommer kunde kunna ligger man med medan mellan men mer mig min mina mitt mot mycket måste ni nu ny nya någon något några
  när nästa och också ofta om oss problem på redan sedan senaste ser ska skall skulle som står så sådan tack till under upp ut utan var vara
  varför varit varje vem vi vid vilken vill visar våra vårt än ännu är över`;

const stopWords = lazily((): ReadonlySet<string> => new Set(STOP_WORDS.split(/\s+/)));
const foldedStopWords = lazily((): ReadonlySet<string> => new Set([...stopWords()].map(foldText)));

/** Whether a word, folded as the index folds it, says nothing. */
export const isStopWord = (folded: string): boolean => foldedStopWords().has(folded);

/** Shorter ones, like `it`, tell nothing; three letters may, like VPN or SAP. */
const MIN_WORD = 3;
const MAX_WORDS = 6;

const segmenter = lazily(() => new Intl.Segmenter('en', { granularity: 'word' }));

/**
 * The words in a run of letters without blanks, from the platform's dictionaries; of what these leave as single letters, each two neighbours. Korean
 * words carry a particle behind them, which others don't.
 */
const unspacedWords = (run: string): readonly string[] => {
  const segments = [...segmenter().segment(run)].map(({ segment }) => segment);
  return segments.flatMap((segment, i) => {
    if (/^\p{sc=Hang}{3,}$/u.test(segment)) return [segment.slice(0, -1)];
    if (segment.length > 1) return [segment];
    const next = segments[i + 1];
    return next?.length === 1 ? [segment + next] : [];
  });
};

/** The words of a sentence that tell it from others, each once, the first few of them. */
export const tellingWords = (text: string): readonly string[] => {
  const words = text
    .normalize('NFC')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .flatMap((word) => (isUnspaced(word) ? unspacedWords(word) : word.length < MIN_WORD ? [] : [word]))
    .map((word) => word.toLowerCase());
  return [...new Set(words)].filter((word) => !stopWords().has(word)).slice(0, MAX_WORDS);
};

/** How many of so many telling words a record must share before it is like the sentence: one of up to three, then a third. */
export const tellingShare = (words: number): number => Math.max(1, Math.ceil(words / 3));
