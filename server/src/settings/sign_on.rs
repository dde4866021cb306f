//! The options of single sign-on.

use clap::Args;

/// The bank's provider of sign-on (OpenID Connect); without it people sign in with passwords. With the provider are registered: the
/// address to come back to, which is the public URL with `/sign-in/sso/back`, and the one after signing out, with `/sign-in`.
#[derive(Debug, Clone, Default, Args)]
pub struct SignOnArgs {
    /// The provider's address, exactly as its tokens name it, as `https://id.bank.example`.
    #[arg(long, env = "SPORTELLO_SIGN_ON_ISSUER", value_name = "URL", requires_all = ["sign_on_client", "public_url"])]
    pub sign_on_issuer: Option<String>,
    /// By which id the provider knows this server.
    #[arg(long, env = "SPORTELLO_SIGN_ON_CLIENT", value_name = "ID", requires = "sign_on_issuer")]
    pub sign_on_client: Option<String>,
    /// The secret that the provider gave this server. It is better kept in the variable: others on this machine can read command
    /// lines.
    #[arg(
        long,
        env = "SPORTELLO_SIGN_ON_SECRET",
        hide_env_values = true,
        value_name = "SECRET",
        requires = "sign_on_issuer"
    )]
    pub sign_on_secret: Option<String>,
    /// The claim that says what a person may do: `admin`, or a role and a branch, as `csr:centro`, `manager:centro`,
    /// `complaints:centro`. Who has none of these is not let in.
    #[arg(long, env = "SPORTELLO_SIGN_ON_CLAIM", value_name = "NAME", default_value = "roles")]
    pub sign_on_claim: String,
    /// What a group of the provider stands for, as `tellers-north=csr:centro`; once for each.
    #[arg(long, value_name = "GROUP=ROLE", requires = "sign_on_issuer")]
    pub sign_on_role: Vec<String>,
    /// Take no passwords: everybody signs in by the provider.
    #[arg(long, env = "SPORTELLO_SIGN_ON_ONLY", requires = "sign_on_issuer")]
    pub sign_on_only: bool,
}
