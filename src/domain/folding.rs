//! Letters without what hands leave out when they type: case, accents, other forms of the same letter. The one folding,
//! for names and for search alike.

use unicode_normalization::char::decompose_compatible;

/// Hands `each` what a letter is when it is folded: nothing for an accent, `e` for `É`, two letters for `ß`, the parts of
/// a Korean syllable.
pub fn letter(letter: char, mut each: impl FnMut(char)) {
    if letter.is_ascii() {
        return each(letter.to_ascii_lowercase());
    }
    decompose_compatible(letter, |part| {
        for lower in part.to_lowercase().filter(|lower| !is_left_out(*lower)) {
            match plain(lower) {
                Some(plain) => plain.chars().for_each(&mut each),
                None => each(lower),
            }
        }
    });
}

/// Accents, and marks that nobody sees. The vowel signs of Indic scripts and the voicing marks of kana are none: without
/// them words are others.
fn is_left_out(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{ad}' | '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}')
}

/// What is typed for letters that Unicode takes for letters of their own.
fn plain(letter: char) -> Option<&'static str> {
    let plain = match letter {
        'æ' => "ae",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'œ' => "oe",
        'ß' => "ss",
        'ŧ' => "t",
        'þ' => "th",
        'ς' => "σ",
        '’' | '‘' | 'ʼ' => "'",
        '‐'..='―' => "-",
        _ => return None,
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|one| letter(one, |plain| out.push(plain)));
        out
    }

    #[test]
    fn case_accents_and_forms_are_left_out() {
        for (text, plain) in [
            ("Größe Straße STRASSE ẞ", "grosse strasse strasse ss"),
            ("re\u{301}sume\u{301} Ǿ Ǽ Łódź đ", "resume o ae lodz d"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("Ёлка", "елка"),
            ("ﬁn Ｆｕｌｌ ①", "fin full 1"),
            ("عَرَبِيّ", "عربي"),
            ("soft\u{ad}hyphen", "softhyphen"),
            ("한", "\u{1112}\u{1161}\u{11ab}"),
            ("がｶﾞ", "か\u{3099}カ\u{3099}"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(folded(text), plain);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
        }
    }
}
