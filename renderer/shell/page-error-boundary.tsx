import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';

type Props = { readonly children: ReactNode };
type State = { readonly error: Error | null };

/** Keeps a page that breaks from taking the console with it. What was typed is in its draft. */
export class PageErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('A page failed', error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Stack role="alert" spacing={1.5} sx={{ p: 4, maxWidth: 620 }}>
        <Typography component="h1" variant="h6">
          {text('common:pageFailed.title')}
        </Typography>
        <Typography variant="body2">{text('common:pageFailed.text')}</Typography>
        <Typography variant="caption" component="code" color="textSecondary">
          {error.message}
        </Typography>
        <Stack direction="row" spacing={1}>
          <Button variant="contained" onClick={() => this.setState({ error: null })}>
            {text('common:pageFailed.again')}
          </Button>
          <Button onClick={() => openRoute({ page: 'queue' })}>{text('common:pageFailed.queue')}</Button>
        </Stack>
      </Stack>
    );
  }
}
