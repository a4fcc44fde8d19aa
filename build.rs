//! The program is linked to a fixed address: it opens sooner (docs/decisions/0012-fixed-address.md).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let of_target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // With its C library linked in, rustc makes another kind of program, with start files that this would contradict; so it does
    // for musl. The linker of macOS knows no such thing.
    let whole = of_target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if of_target("OS") == "linux" && of_target("ENV") == "gnu" && !whole {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
