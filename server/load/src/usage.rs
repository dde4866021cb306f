//! Reads the server's processor time and resident memory from Linux's /proc, if the server runs on this machine. Its process is
//! the one that listens at the server's address, or the one that is named.

use serde_json::json;
use std::fs;
use std::path::Path;

/// Clock ticks a second in /proc/PID/stat, the same on every Linux that runs this.
const TICKS: f64 = 100.0;

/// A server's process.
#[derive(Debug, Clone, Copy)]
pub struct Process {
    pid: u32,
}

/// A sample of a process's usage.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// Of all its threads, user and system.
    pub cpu_seconds: f64,
    pub resident_kb: f64,
}

/// What a process used between two samples.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    pid: u32,
    before: Usage,
    after: Usage,
}

impl Process {
    /// Finds the named process, or the one that listens at an address of this machine; `None` if it is not visible.
    pub fn find(pid: Option<u32>, address: &str) -> Option<Self> {
        let pid = pid.or_else(|| owner(&listeners(address.rsplit(':').next()?.parse().ok()?)))?;
        let process = Self { pid };
        process.look().map(|_| process)
    }

    pub fn look(self) -> Option<Usage> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid)).ok()?;
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).ok()?;
        Some(Usage { cpu_seconds: cpu_seconds(&stat)?, resident_kb: resident_kb(&status)? })
    }

    /// What the process used since an earlier sample.
    pub fn since(self, before: Usage) -> Option<Used> {
        Some(Used { pid: self.pid, before, after: self.look()? })
    }
}

impl Used {
    pub fn line(&self, seconds: f64) -> String {
        let cpu = self.after.cpu_seconds - self.before.cpu_seconds;
        format!(
            "server     process {}: {cpu:.2} s of processor, {:.2} cores; {:.1} MB resident, {:.1} MB before",
            self.pid,
            cpu / seconds,
            self.after.resident_kb / 1024.0,
            self.before.resident_kb / 1024.0
        )
    }

    pub fn json(&self) -> serde_json::Value {
        json!({
            "pid": self.pid,
            "cpu_seconds": self.after.cpu_seconds - self.before.cpu_seconds,
            "resident_mb": self.after.resident_kb / 1024.0,
            "resident_mb_before": self.before.resident_kb / 1024.0,
        })
    }
}

/// User and system time; the name in brackets before them may hold anything.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS)
}

fn resident_kb(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The sockets that listen at a port, by number.
fn listeners(port: u16) -> Vec<String> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].iter().filter_map(|table| fs::read_to_string(table).ok());
    tables.flat_map(|table| table.lines().filter_map(|line| listener(line, port)).collect::<Vec<_>>()).collect()
}

/// `  0: 0100007F:0BB8 00000000:0000 0A ... inode`: the local address, the remote one, 0A for listening.
fn listener(line: &str, port: u16) -> Option<String> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let (_, local) = fields.get(1)?.rsplit_once(':')?;
    let listens = u16::from_str_radix(local, 16) == Ok(port) && *fields.get(3)? == "0A";
    listens.then(|| fields.get(9).map(|inode| format!("socket:[{inode}]"))).flatten()
}

/// The process that has one of the sockets open, among those of this user.
fn owner(sockets: &[String]) -> Option<u32> {
    fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).find(|pid| {
        let files = fs::read_dir(Path::new("/proc").join(u32::to_string(pid)).join("fd"));
        let mut links = files.into_iter().flatten().filter_map(|file| fs::read_link(file.ok()?.path()).ok());
        links.any(|link| sockets.iter().any(|socket| link.as_os_str() == socket.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_this_machine_is_found_by_where_it_listens() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let process = Process::find(None, &address).unwrap();
        assert_eq!(process.pid, std::process::id());
        let before = process.look().unwrap();
        assert!(before.resident_kb > 100.0);
        drop(listener);
        assert!(Process::find(None, &address).is_none());
    }

    #[test]
    fn processor_time_is_read_past_a_name_with_anything_in_it() {
        let stat = "42 (a) b) S 1 1 1 0 -1 4194560 100 0 0 0 250 50 0 0 20 0";
        assert_eq!(cpu_seconds(stat), Some(3.0));
    }
}
