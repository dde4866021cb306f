//! Line ends as they are made: `\r\n` and `\r` are read as `\n`, and the last line has one, so that lines are counted alike in
//! all files.

use std::io::{BufRead, Read, Result};

pub(super) struct LineEnds<R> {
    source: R,
    /// The last byte was `\r`, which stands for the `\n` that may follow.
    after_return: bool,
    /// The last line has not ended.
    open: bool,
}

impl<R: BufRead> LineEnds<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, after_return: false, open: false }
    }
}

impl<R: BufRead> Read for LineEnds<R> {
    fn read(&mut self, target: &mut [u8]) -> Result<usize> {
        loop {
            let (mut taken, mut written) = (0, 0);
            let bytes = self.source.fill_buf()?;
            if let (true, true, Some(place)) = (bytes.is_empty(), self.open, target.first_mut()) {
                (*place, self.open) = (b'\n', false);
                return Ok(1);
            }
            let is_over = bytes.is_empty() || target.is_empty();
            for byte in bytes {
                let Some(place) = target.get_mut(written) else { break };
                taken += 1;
                let after_return = std::mem::replace(&mut self.after_return, *byte == b'\r');
                if after_return && *byte == b'\n' {
                    continue;
                }
                *place = if *byte == b'\r' { b'\n' } else { *byte };
                self.open = *place != b'\n';
                written += 1;
            }
            self.source.consume(taken);
            if written > 0 || is_over {
                return Ok(written);
            }
        }
    }
}
