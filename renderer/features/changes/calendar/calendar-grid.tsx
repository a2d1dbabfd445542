import FullCalendar, { type CalendarOptions, type EventInput } from '@fullcalendar/react';
import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import de from '@fullcalendar/react/locales/de';
import en from '@fullcalendar/react/locales/en-gb';
import sv from '@fullcalendar/react/locales/sv';
import themePlugin from '@fullcalendar/react/themes/classic';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import './calendar-grid.css';
import { Box, useTheme } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import type { PlannedWindow } from '#contracts/changes.ts';
import type { CalendarRow } from '#contracts/events.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { useLanguage } from '#renderer/shared/i18n/language.ts';
import { CALENDAR_TONES, type CalendarView, entryId, isMovable, movedTo } from './calendar-model.ts';

const PLUGINS = [dayGridPlugin, timeGridPlugin, interactionPlugin, themePlugin];
const LOCALES = [de, en, sv];
const VIEW_NAMES: Readonly<Record<CalendarView, string>> = { month: 'dayGridMonth', week: 'timeGridWeek' };

/** `08:00` in every language: `08 Uhr` takes the room that a title needs. */
const HOURS = { hour: '2-digit', minute: '2-digit' } as const;

export type CalendarGridProps = {
  readonly view: CalendarView;
  readonly day: Date;
  /** The end of what is shown: what is until further notice is drawn up to it. */
  readonly to: string;
  readonly firstDay: number;
  readonly rows: readonly CalendarRow[];
  readonly mayMove: boolean;
  readonly onOpen: (row: CalendarRow) => void;
  /** Where a change is held while it is dragged. */
  readonly onOver: (row: CalendarRow, window: PlannedWindow) => void;
  /** It was let go of there. */
  readonly onDrop: (row: CalendarRow, window: PlannedWindow) => void;
  /** It was let go of where it stood. */
  readonly onLeave: () => void;
  /** Keys pressed while an entry has the focus. */
  readonly onKey: (row: CalendarRow, event: KeyboardEvent) => void;
};

const rowOf = (event: { readonly extendedProps: Readonly<Record<string, unknown>> }): CalendarRow =>
  event.extendedProps.row as CalendarRow;

/** Month or week with everything planned in it. What is in the way of a change is asked while it is held. */
export const CalendarGrid = (props: CalendarGridProps): ReactNode => {
  const { view, day, to, firstDay, rows, mayMove, onKey } = props;
  const latest = useLatest(props);
  const { palette } = useTheme();
  const language = useLanguage((state) => state.language);
  const byId = useMemo(() => new Map(rows.map((row) => [entryId(row), row])), [rows]);
  const events = useMemo(
    () =>
      rows.map((row): EventInput => {
        const tone = palette[CALENDAR_TONES[row.kind]];
        return {
          id: entryId(row),
          title: joined([row.number, row.title], ' '),
          start: row.startsAt,
          end: row.endsAt ?? to,
          startEditable: mayMove && isMovable(row),
          color: tone.main,
          contrastColor: tone.contrastText,
          extendedProps: { row },
        };
      }),
    [rows, palette, mayMove, to],
  );
  // The same functions for good: what the grid is given anew it draws anew, also under the hand.
  const handlers = useMemo(
    (): CalendarOptions => ({
      eventDidMount: ({ el, event }) => {
        el.dataset.entry = event.id;
        // A narrow day cuts it.
        el.title = event.title;
      },
      eventClick: ({ event }) => latest.current.onOpen(rowOf(event)),
      eventAllow: (span, moving) => {
        if (moving === null || span.allDay) return false;
        const row = rowOf(moving);
        const window = movedTo(row, span.start);
        if (window !== null) latest.current.onOver(row, window);
        return window !== null;
      },
      eventDrop: ({ event, revert }) => {
        const row = rowOf(event);
        const window = event.start === null ? null : movedTo(row, event.start);
        // The store's answer moves it; until then it stands where it stood.
        revert();
        if (window !== null) latest.current.onDrop(row, window);
      },
      moreLinkContent: ({ num }) => text('changes:calendar.more', { count: num }),
      eventDragStop: () => latest.current.onLeave(),
    }),
    [latest],
  );
  return (
    <Box
      className="dh-calendar"
      data-color-scheme={palette.mode}
      data-view={view}
      onKeyDownCapture={(event) => {
        const entry = (event.target as Element).closest<HTMLElement>('[data-entry]');
        const row = byId.get(entry?.dataset.entry ?? '');
        if (row !== undefined) onKey(row, event);
      }}
      // In a low window it scrolls rather than lay its lines over each other.
      sx={{ height: '100%', minHeight: 620, color: 'text.primary' }}
    >
      <FullCalendar
        key={`${view} ${day.toDateString()}`}
        plugins={PLUGINS}
        locales={LOCALES}
        locale={language === 'en' ? 'en-gb' : language}
        firstDay={firstDay}
        initialView={VIEW_NAMES[view]}
        initialDate={day}
        headerToolbar={false}
        height="100%"
        scrollTime="06:00:00"
        nowIndicator
        // One over the other, the lower one's words are covered.
        slotEventOverlap={false}
        dayMaxEvents
        eventTimeFormat={HOURS}
        slotHeaderFormat={HOURS}
        eventInteractive
        eventDisplay="block"
        eventDurationEditable={false}
        events={events}
        {...handlers}
      />
    </Box>
  );
};
