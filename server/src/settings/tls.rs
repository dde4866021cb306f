//! The options of TLS.

use clap::Args;
use std::path::PathBuf;

/// How TLS is spoken; without any of these the server speaks plain HTTP, as behind a proxy.
#[derive(Debug, Clone, Default, Args)]
pub struct TlsArgs {
    /// Speak TLS with this certificate: PEM, the server's own first, its issuers after it. A file that changes is taken up
    /// without a restart, at once on SIGHUP.
    #[arg(long, env = "SPORTELLO_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's private key: PEM, without a password.
    #[arg(long, env = "SPORTELLO_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Speak TLS with a certificate that the server makes itself, for a first try: browsers warn of it.
    #[arg(long, env = "SPORTELLO_TLS_SELF_SIGNED", conflicts_with = "tls_cert")]
    pub tls_self_signed: bool,
}
